import assert from "node:assert/strict";
import { utf8 } from "../../generator/runtime/bytes.js";
import { pack } from "../../generator/runtime/pack.js";
import { wire } from "../../generator/runtime/scan.js";

const texts = [
  "",
  "a",
  "é",
  "日本語",
  "😀",
  "a".repeat(63),
  "é".repeat(64),
  "a".repeat(2048),
  "日".repeat(2048),
  "é".repeat(5000),
];

const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

describe("Text as bytes", () => {
  it("is UTF-8, and stays as it is whatever comes after it", () => {
    const made = Array.from({ length: 400 }, (_, i) => {
      const text = `${texts[i % texts.length]}${i}`;
      return { text, bytes: utf8(text) };
    });
    for (const { text, bytes } of made) assert.equal(textOf(bytes), text);
  });

  it("shares a buffer where it is small, and has one of its own where it is large", () => {
    const [one, other, large] = ["a", "b", "a".repeat(3000)].map((text) => utf8(text));
    assert.equal(one?.buffer, other?.buffer);
    assert.equal(large?.buffer.byteLength, 3000);
  });

  it("goes into new memory where the shared buffer was transferred away", () => {
    const { buffer } = utf8("first");
    structuredClone(buffer, { transfer: [buffer] });
    assert.equal(textOf(utf8("second")), "second");
    const packed = packedText(["third"]);
    assert.equal(packed, '{"kind":"a","x0":"third"}');
  });
});

function packedText(values: readonly unknown[]): string | undefined {
  const names = values.map((_, index) => `x${index}`);
  const bytes = pack(wire('{"kind":"a"', names), values);
  return bytes && textOf(bytes);
}

function textOfAll(values: readonly unknown[]): string {
  return JSON.stringify(Object.fromEntries([["kind", "a"], ...values.map((value, index) => [`x${index}`, value])]));
}

describe("A frame of scalars as bytes", () => {
  const integers = [0, -0, 7, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 2 ** 53, -1, -(2 ** 31)];
  for (const values of [
    [],
    integers,
    [0.5, -1.5, 1e21, 1e-7],
    [true, false, null],
    ["", "a", "é\u07ff\u007f", "a".repeat(400)],
  ]) {
    it(`is that of its JSON: ${JSON.stringify(values).slice(0, 60)}`, () => {
      assert.equal(packedText(values), textOfAll(values));
    });
  }

  const others = ['"', "\\", "\n", "\u0000", "日", "😀", "\ud800", "a".repeat(600), "é".repeat(500)];
  for (const text of others) {
    it(`is left to others where a text is ${JSON.stringify(text).slice(0, 20)}`, () => {
      const written = packedText([text, 1]);
      assert.ok(written === undefined || written === textOfAll([text, 1]));
      assert.equal(packedText(["b"]), '{"kind":"a","x0":"b"}');
    });
  }

  it("stays as it is whatever comes after it, at the end of a buffer as well", () => {
    const made = Array.from({ length: 2000 }, (_, i) => {
      const values = ["é".repeat(i % 130), i];
      return { values, bytes: pack(wire('{"kind":"a"', ["x0", "x1"]), values) };
    });
    for (const { values, bytes } of made) assert.equal(bytes && textOf(bytes), textOfAll(values));
  });
});
