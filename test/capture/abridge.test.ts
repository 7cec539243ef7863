import assert from "node:assert/strict";
import fc from "fast-check";
import { abridge } from "../../generator/capture/abridge.js";
import { findSpan } from "../../generator/capture/place.js";

const most = 2000;

/** What is abridged, with the place marked by guillemets. */
function marked(value: unknown, path: readonly (string | number)[]): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const span = findSpan(text, path);
  assert.ok(span !== undefined);
  const { text: short, from, to } = abridge(text, span);
  assert.ok(short.length <= most + 2, `${short.length}`);
  return `${short.slice(0, from)}«${short.slice(from, to)}»${short.slice(to)}`;
}

describe("A frame that is shortened", () => {
  const long = "x".repeat(5000);

  it("stays as it is when it is short", () => {
    assert.equal(marked('{ "a": [1, 2] }', ["a", 1]), '{ "a": [1, «2»] }');
  });

  it("loses items that are far from the place, and says how many", () => {
    const value = { kind: "snapshot", findings: Array.from({ length: 2000 }, (_, i) => (i === 1500 ? true : i)) };
    assert.equal(
      marked(value, ["findings", 1500]),
      '{"kind":"snapshot","findings":[0,1,2,3,4,5,6,7,8,9,10,11,… 1484 more,1496,1497,1498,1499,«true»,1501,1502,1503,1504,… 495 more]}',
    );
  });

  it("loses members that are far from the place", () => {
    const value = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`member${i}`, i]));
    assert.match(
      marked(value, ["member150"]),
      /^\{"member0":0,.*,… 134 more,"member146":146,.*"member150":«150»,.*,… 145 more\}$/,
    );
  });

  it("loses the rest of long strings, and what is deep inside of other values", () => {
    assert.equal(marked({ a: long, b: 1 }, ["b"]), `{"a":"${"x".repeat(299)}…","b":«1»}`);
    assert.equal(marked({ a: long }, ["a"]), `{"a":«"${"x".repeat(299)}…"»}`);
    const deep = { a: { b: { c: { d: { e: { f: { g: [1] } } } } } }, long, b: 1 };
    assert.match(marked(deep, ["b"]), /^\{"a":\{"b":\{"c":\{"d":\{"e":\{"f":\{…\}\}\}\}\}\},/);
  });

  it("does not cut through an escape", () => {
    const { text } = abridge(`{"a":"${"\\u00e9".repeat(1000)}","b":1}`, { start: 0, end: 0 });
    assert.match(text, /^\{"a":"(?:\\u00e9)*…","b":1\}$/);
  });

  it("keeps what is around the place where it is no JSON, is very long or very deep", () => {
    const check = (text: string, start: number, around: string): void => {
      const short = abridge(text, { start, end: start + 1 });
      assert.ok(short.text.length <= most + 2);
      assert.equal(short.text.slice(short.from, short.to), text[start]);
      assert.ok(short.text.includes(around), around);
    };
    check(`${long}!${long}`, 5000, "x!x");
    check(`["${"y".repeat(300_000)}",7,8]`, 300_004, '",7,8]');
    check(`${"[".repeat(5000)}7${"]".repeat(5000)}`, 5000, "[7]");
  });

  it("is short and has the place in it, whatever is in it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(), fc.nat(), (json, start, length) => {
        const text = `{"${long}":${json},"list":[${`${json},`.repeat(20)}0]}`;
        const from = Math.min(start % text.length, text.length - 1);
        const short = abridge(text, { start: from, end: Math.min(from + (length % 50), text.length) });
        assert.ok(short.text.length <= most + 2);
        assert.ok(0 <= short.from && short.from <= short.to && short.to <= short.text.length);
      }),
    );
  });
});
