import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { decode } from "../../generator/runtime/codec.js";
import { DecodeError } from "../../generator/runtime/errors.js";
import { parseJson } from "../../generator/runtime/text.js";
import { events } from "./protocol.js";

const text = '{"kind":"phase","phase":"é","at":"b"}';
const frame = { kind: "phase", phase: "é", at: "b" };
const bytes = new TextEncoder().encode(text);
const padded = new Uint8Array([0, ...bytes, 0]);

describe("decode", () => {
  const sources: readonly (readonly [string, string | Uint8Array | ArrayBuffer])[] = [
    ["text", text],
    ["Uint8Array", bytes],
    ["ArrayBuffer", bytes.buffer],
    ["Buffer", Buffer.from(text)],
    ["part of a buffer", padded.subarray(1, -1)],
    ["ArrayBuffer of another realm", runInNewContext("(b) => Uint8Array.from(b).buffer")(bytes) as ArrayBuffer],
  ];
  for (const [name, data] of sources) {
    it(`reads: ${name}`, () => assert.deepEqual(decode(events, data), frame));
  }

  const refused: readonly (readonly [name: string, data: unknown, message: string])[] = [
    ["no text, no bytes", 5, "Expected text or bytes, got `int`"],
    ["an array of bytes", [1, 2], "Expected text or bytes, got `array`"],
    ["nothing", undefined, "Expected text or bytes, got `undefined`"],
    ["an empty message", "", "Not JSON: empty"],
    ["no bytes", new Uint8Array(), "Not JSON: empty"],
    ["a byte order mark in text", `\ufeff${text}`, "Not JSON: begins with a byte order mark"],
    [
      "a byte order mark in bytes",
      new TextEncoder().encode(`\ufeff${text}`),
      "Not JSON: begins with a byte order mark",
    ],
    ["invalid UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "Not UTF-8"],
    ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), "Not UTF-8"],
    ["a raw lone surrogate", '["\ud800"]', "String holds a lone surrogate - at `$[0]`"],
    ["an escaped lone surrogate", '{"a":["\\ud800"]}', "String holds a lone surrogate - at `$.a[0]`"],
    ["an escaped lone surrogate, capitals", '"\\uDFFF"', "String holds a lone surrogate"],
    [
      "an escaped lone surrogate in a name",
      '{"a":{"\\ud800":1}}',
      "Name of a member holds a lone surrogate - at `$.a`",
    ],
    ["a number that overflows", '{"a":[1e400]}', "Number is too large - at `$.a[0]`"],
    ["a number that overflows, signs and zeros", "[-1E+00309]", "Number is too large - at `$[0]`"],
    ["a number that overflows by its digits", `[${"9".repeat(400)}]`, "Number is too large - at `$[0]`"],
    ["a number that overflows by digits and exponent", `[${"9".repeat(250)}e99]`, "Number is too large - at `$[0]`"],
  ];
  for (const [name, data, message] of refused) {
    it(`refuses: ${name}`, () => {
      assert.throws(
        () => parseJson(data),
        (error) => error instanceof DecodeError && error.message === message,
      );
    });
  }

  for (const [name, data] of [
    ["trailing text", `${text}x`],
    ["trailing NUL", `${text}\0`],
    ["two values", `${text}${text}`],
    ["a comment", `${text}//`],
    ["half", text.slice(0, 9)],
    ["NaN", "NaN"],
  ] as const) {
    it(`refuses: ${name}`, () => {
      assert.throws(
        () => parseJson(new TextEncoder().encode(data)),
        (error) => {
          assert.ok(error instanceof DecodeError && error.cause instanceof SyntaxError);
          assert.match(error.message, /^Not JSON(, at byte \d+)?$/);
          return true;
        },
      );
    });
  }

  it("gives the offset in bytes where the platform tells a position, and is not misled by the data", () => {
    assert.throws(
      () => parseJson('{"é":1,}'),
      (error) => error instanceof DecodeError && (error.offset === 8 || error.offset === undefined),
    );
    assert.throws(
      () => parseJson('{"é" 1'),
      (error) => error instanceof DecodeError && error.offset === 6,
    );
    assert.throws(
      () => parseJson("x at position 3"),
      (error) => error instanceof DecodeError && error.offset !== 3,
    );
  });

  it("takes pairs of surrogates, escaped or not, and numbers near the limit", () => {
    assert.deepEqual(parseJson('["\\ud83d\\ude00","😀",1.7e308,1e-999]'), ["😀", "😀", 1.7e308, 0]);
  });

  it("finds a number that is too large wherever it stands, and none where digits are many but short", () => {
    for (let before = 0; before < 120; before++) {
      const space = " ".repeat(before);
      assert.throws(() => parseJson(`[${space}${"9".repeat(309)}]`), DecodeError);
      assert.throws(() => parseJson(`[${space}${"9".repeat(310)}.5]`), DecodeError);
      assert.deepEqual(parseJson(`[${space}${"9".repeat(308)}]`), [1e308]);
    }
    const many = Array.from({ length: 500 }, (_, i) => 1_000_000 + i);
    assert.deepEqual(parseJson(JSON.stringify(many)), many);
  });

  it("looks through 100,000 levels", () => {
    const deepText = `${"[".repeat(100_000)}"\\ud800"${"]".repeat(100_000)}`;
    assert.throws(() => parseJson(deepText), DecodeError);
  });
});
