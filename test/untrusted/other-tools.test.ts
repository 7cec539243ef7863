/** Keywords by which other tools take code from schemas: refused, or dropped with a warning where they begin with `x-`. */
import assert from "node:assert/strict";
import type { Result } from "../cli/codegen.js";
import { codegenAgain as codegen } from "../cli/warm.js";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";

const code = 'process.exit(1)"; /* */ import("x")';
const known = ["tsType", "tsEnumNames", "tsExtends", "javaType", "existingJavaType", "goType", "customTypePath"];
const spelt = ["x-ts-type", "x-typescript-type", "x-tsEnumNames", "x-ts-enum-names"];
const dropped = [...known.map((name) => `x-${name}`), ...spelt, "x-go-type-import", "x-rust-type"];
const silent = ["x-vendor", "x-type", "x-enum-varnames", "x-go-live-date", "x-tsunami", "x-stainless-const", "x-"];
const all = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, code]));

describe("Keywords by which other tools take code from schemas", () => {
  let folder: Folder;
  const run = (...args: string[]): Promise<Result> => codegen(args, { cwd: folder.path });
  const schema = (keywords: readonly string[], members: object = {}): string =>
    frame("a", { x: { type: "string", ...all(keywords) }, ...members }, all(keywords));
  const files = (): readonly string[] =>
    ["types.ts", "validators.ts", "tables.ts", "codec.ts"].map((name) => folder.read(`generated/${name}`));

  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it("are dropped with a warning at each place where they begin with x-, and change nothing", async () => {
    folder.write({ "schemas/a.json": schema([]) });
    assert.equal((await run()).stderr.includes("warning"), false);
    const without = files();
    folder.write({ "schemas/a.json": schema([...dropped, ...silent]) });
    for (const command of [[], ["--check", "--full"]]) {
      const { code: exit, stderr } = await run(...command);
      assert.equal(exit, 0, stderr);
      const warnings = stderr.split("\n").filter((line) => line.includes("schema/"));
      assert.equal(warnings.length, 2 * new Set(dropped).size, stderr);
      for (const line of warnings) assert.match(line, /^schemas\/a\.json:\d+:\d+: warning schema\/dropped-keyword: /);
      for (const name of dropped) assert.equal(warnings.filter((line) => line.includes(`"${name}"`)).length, 2, name);
    }
    assert.deepEqual(files(), without);
  });

  it("are dropped with a warning in a channel as well", async () => {
    folder.write({
      "schemas/a.json": frame("a"),
      "schemas/c.channel.json": JSON.stringify({ oneOf: [{ $ref: "a.json" }], "x-ts-type": code, "x-vendor": code }),
    });
    const { code: exit, stderr } = await run();
    assert.equal(exit, 0);
    assert.match(stderr, /^schemas\/c\.channel\.json:1:\d+: warning schema\/dropped-keyword: .*"x-ts-type"/m);
    assert.doesNotMatch(stderr, /keyword "x-vendor/);
  });

  it("are refused without x-, and nothing is written; --unknown-keywords warn drops them", async () => {
    folder.write({ "schemas/a.json": schema(known) });
    const refused = await run();
    assert.equal(refused.code, 1);
    for (const name of known) {
      assert.match(
        refused.stderr,
        new RegExp(`error schema/unknown-keyword: unknown keyword "${name}", by which other`),
      );
    }
    assert.deepEqual(folder.list(), ["schemas"]);
    const passed = await run("--unknown-keywords", "warn");
    assert.equal(passed.code, 0);
    assert.match(passed.stderr, /warning schema\/unknown-keyword: unknown keyword "tsType"/);
    assert.ok(files().every((text) => !text.includes("process.exit")));
  });

  it("are names like any other where they are members of a frame", async () => {
    folder.write({ "schemas/a.json": frame("a", { "x-ts-type": { type: "string" }, tsType: { type: "string" } }) });
    const { code: exit, stderr } = await run();
    assert.equal(exit, 0);
    assert.doesNotMatch(stderr, /warning/);
    assert.match(folder.read("generated/types.ts"), /"x-ts-type": string;/);
  });
});
