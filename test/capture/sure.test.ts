import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv";
import { createAjv } from "../../generator/ajv/instance.js";
import { lineRule } from "../../generator/capture/scanner/lines.js";
import { Scanner } from "../../generator/capture/scanner/scanner.js";
import { tablesOf } from "../../generator/capture/scanner/tables.js";
import { protocolOf } from "../support/schemas.js";

const texts = (...list: string[]): object => ({ type: "array", items: { type: "string", enum: list } });
const properties = {
  kind: { const: "k" },
  date: { type: "string", format: "date" },
  time: { type: "string", format: "date-time" },
  template: { type: "string", format: "uri-template" },
  link: {
    oneOf: [
      { type: "string", format: "uri" },
      { type: "string", enum: [""] },
    ],
  },
  linkOrNot: { anyOf: [{ enum: ["", null] }, { type: "string", format: "uri" }] },
  never: {
    oneOf: [
      { type: "string", format: "uri" },
      { type: "string", enum: [""], minLength: 1 },
    ],
  },
  twice: { oneOf: [{ type: "string", format: "uri" }, { enum: [""] }, { const: "" }] },
  share: { type: "number", minimum: 0, maximum: 10 },
  above: { type: "number", exclusiveMinimum: -1.5, exclusiveMaximum: 2.25, multipleOf: 1 },
  listed: { type: "number", enum: [0.1, 2.5, -3] },
  events: { oneOf: [texts("push", "fork"), { ...texts("*"), minItems: 1, maxItems: 1 }] },
  both: { oneOf: [texts("a", "b"), texts("b", "c")] },
  any: { anyOf: [texts("a"), { ...texts("b"), maxItems: 2 }] },
  needy: {
    anyOf: [
      { type: "object", required: ["a"], patternProperties: { "^x": { type: "string" } } },
      { type: "object", required: ["b"], propertyNames: { maxLength: 1 } },
    ],
  },
};

/** What a member may be, and whether the scanner is sure of it. */
const cases: readonly (readonly [name: keyof typeof properties, values: readonly string[], isSure: boolean])[] = [
  ["date", ['"2026-01-31"', '"2026-04-30"', '"2026-07-31"', '"2026-08-31"', '"2026-12-31"', '"2026-02-28"'], true],
  [
    "date",
    ['"2026-04-31"', '"2026-06-31"', '"2026-09-31"', '"2026-11-31"', '"2024-02-29"', '"2026-00-31"', '"2026-13-01"'],
    false,
  ],
  ["time", ['"2021-03-31T00:00:49.000Z"', '"2021-10-31T16:09:00-04:00"'], true],
  ["template", ['"https://a.b/c#d"', '"https://a.b/{c}#d#e"', '"https://a.b/{c}"'], true],
  ["template", ['"https://a.b/{c"', '"https://a.b/<c>#d"'], false],
  ["link", ['""', '"https://a.b/c"'], true],
  ["link", ['"a b"', "null", "1"], false],
  ["linkOrNot", ['""', '"https://a.b/c"', "null"], true],
  ["never", ['""'], false],
  ["twice", ['""'], false],
  ["share", ["0.5", "7.5", "10.0", "0", "10", "9.99999999999999"], true],
  ["share", ["10.00000000000001", "-0.1", "7.", "0.12345678901234567", "1e0", "7.5e0"], false],
  ["above", ["-1", "2", "2.0"], true],
  ["above", ["-1.5", "2.25", "0.5"], false],
  ["listed", ["0.1", "2.5", "2.50", "-3", "-3.0"], true],
  ["listed", ["0.11", "3", "-2.5"], false],
  ["events", ['["push"]', '["fork", "push", "fork"]', '["*"]'], true],
  ["events", ['["*", "*"]', '["*", "push"]', '["nope"]', "[]", "null"], false],
  ["both", ['["a"]', '["b"]', '["c"]', "[]"], false],
  ["any", ['["a", "a", "a"]', '["b"]', '["b", "b"]'], true],
  ["any", ['["b", "b", "b"]', '["a", "b"]'], false],
  ["needy", ["{}", '{"a":1}'], false],
];

describe("The scanner", () => {
  let scanners: readonly Scanner[];
  let validate: ValidateFunction | undefined;
  before(async () => {
    const schema = JSON.stringify({ type: "object", properties, required: ["kind"] });
    const protocol = await protocolOf({ "k.json": schema }, { discriminator: ["kind"] });
    const line = lineRule({ protocol, frames: protocol.frames, envelope: {} });
    assert.ok(line);
    scanners = (["wasm", "js"] as const).map((engine) => new Scanner(tablesOf(line), engine));
    validate = createAjv(protocol.definitions.values()).getSchema(protocol.frames[0]?.definition.name ?? "");
  });

  const isSure = (text: string): boolean => {
    const found = scanners.map((scanner) => {
      scanner.take(Buffer.from(`${text}\n`));
      return (scanner.next()?.kind ?? -1) >= 0;
    });
    assert.equal(new Set(found).size, 1);
    if (found[0] === true) assert.ok(validate?.(JSON.parse(text)), text);
    return found[0] === true;
  };

  for (const [name, values, expected] of cases) {
    for (const value of values) {
      it(`${expected ? "is sure of" : "leaves to others"} ${name} ${value}`, () => {
        assert.equal(isSure(`{"kind":"k","${name}":${value}}`), expected);
      });
    }
  }

  it("finds where texts end, wherever they begin and whatever is in them", () => {
    const inside = ["!", "#", "[", "]", "\u007f", "\u0080", "ÿ", "日", "😀", " ", '\\"', "\\\\", "\\u0001"];
    for (const text of [...inside, "\u001f", "\u0001"]) {
      for (let i = 0; i < 100; i++) {
        const [before, after] = ["x".repeat(i % 10), "y".repeat(Math.floor(i / 10))];
        const line = `{"kind":"k","any_${"z".repeat(i % 4)}":"${before}${text}${after}","share":1}`;
        assert.equal(isSure(line), inside.includes(text), line);
      }
    }
  });

  it("reads numbers as JSON.parse does", () => {
    let sure = 0;
    for (let i = 0; i < 20_000; i++) {
      // Around the bounds, by steps of which no power of two is a multiple.
      const number = (10 + (i - 10_000) / 10 ** (3 + (i % 12))).toFixed(2 + (i % 13));
      if (isSure(`{"kind":"k","share":${number}}`)) sure++;
    }
    assert.ok(sure > 5_000, `${sure}`);
  });
});
