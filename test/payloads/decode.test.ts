import assert from "node:assert/strict";
import { type Door, type Module, shippedModules } from "./doors.js";
import { problemOf } from "./table.js";

const text = '{"kind":"progress","phase":"é","current":1,"total":2}';
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));
const withCurrent = (number: string): string => text.replace(":1,", `:${number},`);
const deep = (levels: number): string => `{"kind":"done","result":{"a":${"[".repeat(levels)}${"]".repeat(levels)}}}`;

/** What is no message: a DecodeError, whatever it would have held. */
const refused: readonly (readonly [name: string, data: unknown])[] = [
  ["an empty message", ""],
  ["an empty message in bytes", new Uint8Array()],
  ["an empty buffer", new ArrayBuffer(0)],
  ["white space", " \n"],
  ["a byte order mark", `\ufeff${text}`],
  ["a byte order mark in bytes", bytes([0xef, 0xbb, 0xbf], text)],
  ["UTF-16", new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"))],
  ["trailing text", `${text}x`],
  ["a second message", text + text],
  ["a trailing NUL", `${text}\0`],
  ["a trailing NUL in bytes", bytes(text, [0])],
  ["a leading NUL", bytes([0], text)],
  ["a trailing comma", `${text},`],
  ["half a message", text.slice(0, 20)],
  ["a byte that UTF-8 has not", bytes('{"kind":"', [0xff], '"}')],
  ["half of a character", bytes(text, [0xc3])],
  ["an overlong form", bytes('{"kind":"', [0xc0, 0xaf], '"}')],
  ["a surrogate in UTF-8", bytes('{"kind":"', [0xed, 0xa0, 0x80], '"}')],
  ["a character past the last", bytes('{"kind":"', [0xf4, 0x90, 0x80, 0x80], '"}')],
  ["a lone surrogate in a value", text.replace("é", "\ud800")],
  ["an escaped lone surrogate in a value", text.replace("é", "\\udc00")],
  ["an escaped lone surrogate in a name", text.replace('"phase"', '"\\ud800":1,"phase"')],
  ["a number that no number can hold", withCurrent("1e400")],
  ["a negative number that no number can hold", withCurrent("-1e400")],
  ["such a number in a member that is dropped", text.replace("{", '{"more":[1e999],')],
  ["a number of 400 digits", withCurrent("9".repeat(400))],
  ["NaN", withCurrent("NaN")],
  ["Infinity", withCurrent("Infinity")],
  ["a leading zero", withCurrent("01")],
  ["a plus sign", withCurrent("+1")],
  ["hexadecimal", withCurrent("0x1")],
  ["a raw line end in a text", text.replace("é", "\n")],
  ["single quotes", text.replaceAll('"', "'")],
  ["undefined", undefined],
  ["null", null],
  ["a number", 1],
  ["an object", { kind: "phase" }],
  ["a list of bytes", [...bytes(text)]],
  ["a boxed text", Object(text)],
  ["what calls itself a buffer", { [Symbol.toStringTag]: "ArrayBuffer" }],
];

/** What is one, with the text that comes of it. */
const taken: readonly (readonly [name: string, data: unknown, out: string])[] = [
  ["text", text, text],
  ["bytes", bytes(text), text],
  ["a buffer", bytes(text).buffer, text],
  ["a part of a buffer", bytes("xx", text, "xx").subarray(2, -2), text],
  ["white space around it", ` \r\n\t${text}\n`, text],
  ["a doubled member, of which the last counts", text.replace("{", '{"current":"x",'), text],
  ["an own __proto__", text.replace("{", '{"__proto__":{"current":7},'), text],
  ["an escaped pair of surrogates", text.replace("é", "\\ud83d\\ude00"), text.replace("é", "😀")],
  ["-0, which is written as 0", withCurrent("-0"), withCurrent("0")],
  ["an integral float, which is an integer", withCurrent("1.0"), text],
  ["an integral number with exponent", withCurrent("1e2"), withCurrent("100")],
  ["2^53-1", withCurrent("9007199254740991"), withCurrent("9007199254740991")],
  ["an integer past 2^53-1, which is rounded", withCurrent("9007199254740993"), withCurrent("9007199254740992")],
  ["an integer past 10^21", withCurrent("1000000000000000000000"), withCurrent("1e+21")],
  ["the largest number", withCurrent("1.7976931348623157e308"), withCurrent("1.7976931348623157e+308")],
  ["5,000 levels", deep(5000), deep(5000)],
];

for (const target of ["ts", "js"] as const) {
  describe(`decode, target ${target},`, () => {
    let module: Module;
    let doors: readonly Door[];
    before(async () => {
      module = (await shippedModules())[target === "ts" ? 0 : 1];
      doors = [module.all, ...module.channels.filter(({ kinds }) => kinds.includes("progress"))];
    });

    for (const [name, data] of refused) {
      it(`refuses ${name}`, () => {
        for (const door of doors) {
          assert.throws(() => door.decode(data), module.DecodeError);
          const { ok, error } = door.safeDecode(data);
          assert.ok(!ok && error instanceof module.DecodeError);
          assert.match(error.message, /^[^\p{C}]+$/u);
        }
      });
    }

    for (const [name, data, out] of taken) {
      it(`takes ${name}`, () => {
        for (const door of doors) {
          const frame = door.decode(data);
          assert.equal(door.stringify(frame), out);
          assert.equal(Object.getPrototypeOf(frame), Object.prototype);
          const result = door.safeDecode(data);
          assert.ok(result.ok && door.stringify(result[module.noun]) === out);
        }
      });
    }

    it("hands on free-form parts of 100,000 levels unseen, and encode refuses them", () => {
      const frame = module.all.decode(deep(100_000));
      assert.throws(() => module.all.encode(frame), module.ValidationError);
    });

    it("gives ValidationError and UnknownKindError for JSON that is no frame", () => {
      for (const data of ["[]", "null", "1", '"phase"', '{"kind":"nope"}', '{"kind":"phase"}', "{}"]) {
        const { ok, error } = module.all.safeDecode(data);
        assert.ok(!ok && !(error instanceof module.DecodeError));
        problemOf(module, error);
      }
    });
  });
}
