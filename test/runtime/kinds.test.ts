import assert from "node:assert/strict";
import { unknownKindText } from "../../generator/runtime/kinds.js";

/** Kinds that no frame has, and what is said of them. */
const shown: readonly (readonly [kind: unknown, words: string])[] = [
  ["a", "'a'"],
  [1.5, "1.5"],
  [{ a: [1, null, "b"] }, '{"a":[1,null,"b"]}'],
  [{ toJSON: 1 }, '{"toJSON":1}'],
  [{ a: undefined }, "{}"],
  [-0, "0"],
  [["\\ud800"], String.raw`["\\ud800"]`],
  [["\ud800"], "array"],
  [{ a: "\\\ud800" }, "object"],
  [{ toJSON: () => 1 }, "object"],
  [[Number.NaN], "array"],
  [[undefined], "array"],
  [new Date(0), "Date"],
  ["x".repeat(200), `'${"x".repeat(100)}…'`],
  [["x".repeat(200)], `["${"x".repeat(98)}…`],
  [Array.from({ length: 90 }).reduce<unknown>((inner) => [inner], 1), "[".repeat(90) + "1" + "]".repeat(9) + "…"],
];

describe("A kind that no frame has", () => {
  for (const [kind, words] of shown) {
    it(`is shown as ${words.slice(0, 40)}`, () => {
      assert.equal(unknownKindText("event", kind), `unknown event kind: ${words}`);
    });
  }

  it("is not asked how to be written, whatever prototypes hold", () => {
    const asked: unknown[] = [];
    const inherited: object = Object.prototype;
    Object.defineProperty(inherited, "toJSON", { configurable: true, value: () => asked.push(1) });
    try {
      unknownKindText("event", { a: [1] });
    } finally {
      Reflect.deleteProperty(inherited, "toJSON");
    }
    assert.deepEqual(asked, []);
  });
});
