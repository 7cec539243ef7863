import assert from "node:assert/strict";
import { exitCode } from "../../bin/exit.js";
import { formatDiagnostic } from "../../bin/reporters/diagnostics.js";
import { createLocator } from "../../bin/reporters/locate.js";
import { shellCommand } from "../../bin/reporters/command.js";
import { type Diagnostic, errorAt, warningAt, type Where } from "../../generator/diagnostic.js";
import { type Folder, temporaryFolder } from "../write/folder.js";

const found = (where: Where, reason = "why"): Diagnostic => errorAt("schema/not-json", where, { reason });
const paint = (_: string, text: string): string => text;

describe("a printed finding", () => {
  const format = (one: Diagnostic, text: string, column: number): string[] =>
    formatDiagnostic(one, { line: 7, column, text }, { cwd: "/a/b", paint }).split("\n");

  it("has the place, the words, the pointer, the line and a caret", () => {
    assert.deepEqual(format(found({ file: "/a/b/c/d.json", pointer: "/x/y" }), '  "y": 1', 3), [
      "c/d.json:7:3: error schema/not-json: not JSON: why (/x/y)",
      '  7 |   "y": 1',
      "    |   ^",
    ]);
  });
  it("outside of the working directory has a path that leads there", () => {
    assert.match(format(found({ file: "/a/x.json" }), "", 1)[0] ?? "", /^\.\.\/x\.json:7:1: /);
  });
  it("puts the caret right after tabs, wide characters and escapes", () => {
    assert.deepEqual(format(found({}), "\t日e\u0301\u0007x", 6).slice(1), [
      "  7 |   日e\u0301\\u0007x",
      "    |            ^",
    ]);
  });
  it("cuts a long line around the place", () => {
    const [, line = "", caret = ""] = format(found({}), `${"a".repeat(5000)}X${"b".repeat(5000)}`, 5001);
    assert.ok(line.length < 130, String(line.length));
    assert.equal(line[caret.indexOf("^")], "X");
  });
  it("prints nothing of a schema that a terminal or a build service would obey", () => {
    const evil = "\u001b]0;x\u0007\u202e\n::error::\u2028";
    const text = format(found({ file: `/a/b/${evil}.json`, pointer: `/${evil}` }, evil), evil, 1).join("");
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}]|::error/u);
  });
  it("is shown without a file where there is none", () => {
    const [head] = formatDiagnostic(found({}), undefined, { cwd: "/", paint }).split("\n");
    assert.equal(head, "error schema/not-json: not JSON: why");
  });
});

describe("the place of a pointer", () => {
  let folder: Folder;
  before(() => {
    folder = temporaryFolder();
    folder.write({
      "a.json": '\uFEFF{\r\n  "a/b": {"~": [1,\r\n {"": 2}]},\r\n  "a": 1, "a": 2}',
      "broken.json": "{",
      "deep.json": `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    });
  });
  after(() => folder.remove());

  const cases: readonly (readonly [pointer: string, atKey: boolean, out: string])[] = [
    ["", false, "1:1"],
    ["/a~1b", true, "2:3"],
    ["/a~1b", false, "2:10"],
    ["/a~1b/~0/0", false, "2:17"],
    ["/a~1b/~0/1/", true, "3:3"],
    ["/a~1b/~0/1/", false, "3:7"],
    ["/a", false, "4:16"],
    ["/toString", false, "none"],
    ["/a/x", false, "none"],
    ["/a~1b/~0/9", false, "none"],
  ];
  for (const [pointer, atKey, out] of cases) {
    it(`${JSON.stringify(pointer)}${atKey ? ", its name," : ""} is ${out}`, async () => {
      const place = await createLocator()({ file: folder.at("a.json"), pointer, atKey });
      assert.equal(place === undefined ? "none" : `${place.line}:${place.column}`, out);
    });
  }
  it("is unknown in a file that is broken, too deep or not there", async () => {
    for (const name of ["broken.json", "deep.json", "none.json"]) {
      assert.equal(await createLocator()({ file: folder.at(name), pointer: "/a" }), undefined);
    }
  });
  it("is taken as it is where the finding has one", async () => {
    const place = await createLocator()({ file: folder.at("a.json"), line: 3, column: 2, pointer: "/a" });
    assert.deepEqual(place, { line: 3, column: 2, text: ' {"": 2}]},' });
  });
});

describe("the exit code", () => {
  const config = errorAt("config/bad-value", {}, { key: "k", expected: "e", got: "g" });
  const stale = errorAt("output/stale", {}, { path: "p" });
  const foreign = errorAt("output/not-ours", {}, { path: "p" });
  const cases: readonly (readonly [name: string, found: readonly Diagnostic[], out: number])[] = [
    ["of nothing is 0", [], 0],
    ["of warnings is 0", [warningAt("schema/not-json", {}, { reason: "r" })], 0],
    ["of a broken schema is 1", [found({})], 1],
    ["of a stale file is 1", [stale], 1],
    ["of a configuration that is wrong is 2", [config], 2],
    ["of a file that is not ours is 2", [foreign], 2],
    ["is the worst of all", [stale, foreign, found({})], 2],
  ];
  for (const [name, all, out] of cases) it(name, () => assert.equal(exitCode(all), out));
});

describe("a command for a shell", () => {
  const cases: readonly (readonly [word: string, out: string])[] = [
    ["a/b.json", "a/b.json"],
    ["", "''"],
    ["a b", "'a b'"],
    ["$(rm -rf ~)", "'$(rm -rf ~)'"],
    ["it's", "'it'\\''s'"],
    ["~", "'~'"],
    ["a\nb'\u001b", "$'a\\U0000000ab\\'\\U0000001b'"],
    ["a\\::error::##[x] ##vso[y]", "$'a\\\\:\\U0000003aerror:\\U0000003a#\\U00000023[x] #\\U00000023vso[y]'"],
    ["a:b#c##", "'a:b#c##'"],
  ];
  for (const [word, out] of cases) it(`quotes ${out}`, () => assert.equal(shellCommand([word]), out));
});
