import assert from "node:assert/strict";
import * as fc from "fast-check";
import { alike, equal, ucs2length } from "../../generator/runtime/ajv-helpers.js";
import { nearest } from "../../generator/runtime/nearest.js";
import { quote } from "../../generator/runtime/quote.js";
import { anyText } from "../payloads/arbitraries.js";
import { sized } from "../support/size.js";

describe("helpers of the validators", () => {
  it("count code points", () => {
    fc.assert(fc.property(anyText(), (text) => ucs2length(text) === [...text].length));
    for (const text of ["\ud800", "\udc00\ud800", "a\ud800b", "\ud83d\ude00\ude00", ""]) {
      assert.equal(ucs2length(text), [...text].length);
    }
  });

  it("compare JSON values, the order of members aside", () => {
    const same = (left: string, right: string): boolean => equal(JSON.parse(left), JSON.parse(right));
    assert.ok(same('{"a":[1,{"b":null}],"c":""}', '{"c":"","a":[1,{"b":null}]}'));
    const different = [
      ["[]", "{}"],
      ['{"a":1}', '{"b":1}'],
      ["[1]", "[1,1]"],
      ["null", "{}"],
      ["0", "false"],
      ['{"__proto__":1}', "{}"],
      ['{"constructor":1}', '{"a":1}'],
      ['{"toString":null}', '{"valueOf":null}'],
      ['{"__proto__":{}}', '{"x":{}}'],
      ['"1"', "1"],
      ['[{"0":1}]', "[[1]]"],
    ] as const;
    for (const [left, right] of different) assert.ok(!same(left, right) && !same(right, left), `${left} ${right}`);
    const bare: unknown = Object.assign(Object.create(null), { a: 1, valueOf: 1 });
    assert.ok(equal(bare, { valueOf: 1, a: 1 }));
    fc.assert(fc.property(fc.jsonValue(), (value) => equal(value, JSON.parse(JSON.stringify(value)))));
  });

  it("find the last two items that are alike, as comparing each with each other does", () => {
    const few = fc.constantFrom(0, -0, 1, "1", "__proto__", "", null, true, [], {}, [[]], { a: 1 }, { b: 1, a: 1 });
    const item = fc.oneof(few, fc.jsonValue({ maxDepth: 2 }), fc.constant({ a: 1, b: 1 }));
    const eachWithEach = (items: readonly unknown[]): readonly [number, number] | undefined => {
      for (let i = items.length; i-- > 0;) for (let j = i; j-- > 0;) if (equal(items[i], items[j])) return [i, j];
      return undefined;
    };
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (items) => assert.deepEqual(alike(items), eachWithEach(items))),
      { numRuns: 2000 },
    );
  });

  it("do so for a great many items", () => {
    const count = sized(60_000, 300_000);
    const items = Array.from({ length: count }, (_, id) => ({ id, name: ["n"] }));
    assert.equal(alike(items), undefined);
    assert.deepEqual(alike([...items, { name: ["n"], id: 7 }]), [count, 7]);
  });
});

describe("nearest", () => {
  const kinds = ["phase", "progress", "done"];
  const cases = [
    ["phas", "phase"],
    ["PHASE", "phase"],
    ["dnoe", "done"],
    ["dome", "done"],
    ["progrss", "progress"],
    ["x", undefined],
    ["", undefined],
    ["p".repeat(9999), undefined],
  ] as const;
  for (const [text, found] of cases) {
    it(`${text.slice(0, 20)}: ${found}`, () => assert.equal(nearest(text, kinds), found));
  }
});

describe("quote", () => {
  const cases = [
    ["a", "'a'"],
    ["it's", '"it\'s"'],
    [`'"`, `'\\'"'`],
    ["\\", "'\\\\'"],
    ["\0\t\n\r\u007f", "'\\x00\\t\\n\\r\\x7f'"],
    ["é😀", "'é😀'"],
    ["\u2028\ufeff\u{e0001}", "'\\u2028\\ufeff\\U000e0001'"],
    [`${"a".repeat(99)}😀`, `'${"a".repeat(99)}…'`],
  ] as const;
  for (const [text, shown] of cases) it(shown.slice(0, 40), () => assert.equal(quote(text), shown));
});
