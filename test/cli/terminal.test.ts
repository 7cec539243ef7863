import assert from "node:assert/strict";
import { plain, usesColour, type When } from "../../bin/terminal.js";

describe("colours", () => {
  const cases: readonly (readonly [
    name: string,
    when: When,
    isTTY: boolean,
    env: Record<string, string>,
    out: boolean,
  ])[] = [
    ["are used at a terminal", "auto", true, {}, true],
    ["are not used in a pipe", "auto", false, {}, false],
    ["are not used with NO_COLOR", "auto", true, { NO_COLOR: "1" }, false],
    ["are used with an empty NO_COLOR", "auto", true, { NO_COLOR: "" }, true],
    ["are used with FORCE_COLOR", "auto", false, { FORCE_COLOR: "1", TERM: "dumb" }, true],
    ["are not used with FORCE_COLOR=0", "auto", true, { FORCE_COLOR: "0" }, false],
    ["are not used at a dumb terminal", "auto", true, { TERM: "dumb" }, false],
    ["are not used in CI", "auto", true, { CI: "true" }, false],
    ["are always used with always", "always", false, { NO_COLOR: "1" }, true],
    ["are never used with never", "never", true, { FORCE_COLOR: "1" }, false],
  ];
  for (const [name, when, isTTY, env, out] of cases) {
    it(name, () => assert.equal(usesColour(when, { isTTY }, env), out));
  }
});

describe("plain text", () => {
  const cases: readonly (readonly [text: string, out: string])[] = [
    ["plain text, 日本語 and 😀 too: a:b http://x 1::2", "plain text, 日本語 and 😀 too: a:b http://x 1::2"],
    ["\u001b[31mred\u0007", "\\u001b[31mred\\u0007"],
    ["a\nb\r\tc\0", "a\\nb\\r\\tc\\u0000"],
    ["\u009b31m", "\\u009b31m"],
    ["a\u202eb\u2066c\u200fd\ufeff", "a\\u202eb\\u2066c\\u200fd\\ufeff"],
    ["a\u2028b\u2029", "a\\u2028b\\u2029"],
    ["\ud800x", "\\ud800x"],
    ["\u{e0041}", "\\u{e0041}"],
    ["::error::x", ":\\u003aerror:\\u003ax"],
    [" ::set-output name=x::y", " :\\u003aset-output name=x:\\u003ay"],
    ["##[error]x ##vso[task]", "#\\u0023[error]x #\\u0023vso[task]"],
  ];
  for (const [text, out] of cases) it(`${out.slice(0, 30)}`, () => assert.equal(plain(text), out));
});
