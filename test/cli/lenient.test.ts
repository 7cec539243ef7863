import assert from "node:assert/strict";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import type { Result } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

/** Commands that read schemas; `generate` reads them as `list` does, by the same options. */
const commands: readonly (readonly string[])[] = [["list"], ["validate", "log.ndjson"]];

describe("Every command that reads schemas", () => {
  let folder: Folder;
  const run = (...args: string[]): Promise<Result> => codegen(args, { cwd: folder.path });

  beforeEach(() => {
    folder = temporaryFolder();
    folder.write({
      "schemas/a.json": frame("a", { x: { type: "string", _enum: ["p"], "x-vendor": 1 } }),
      "log.ndjson": '{"kind":"a","x":"anything"}\n',
    });
  });
  afterEach(() => folder.remove());

  for (const command of commands) {
    const name = command[0] ?? "";
    // For a log that cannot be judged the schemas are a part of the surroundings.
    const refusal = name === "validate" ? 2 : 1;

    it(`${name}: refuses an unknown keyword and names the option that lets it pass, which it then does`, async () => {
      const refused = await run(...command);
      assert.equal(refused.code, refusal);
      assert.match(refused.stderr, /schemas\/a\.json:\d+:\d+: error schema\/unknown-keyword: .*_enum/);
      assert.match(refused.stderr, /--unknown-keywords warn/);
      assert.doesNotMatch(refused.stderr, /unknown keyword "x-vendor/);
      const passed = await run(...command, "--unknown-keywords", "warn");
      assert.equal(passed.code, 0);
      assert.match(passed.stderr, /warning schema\/unknown-keyword: .*_enum/);
      assert.doesNotMatch(passed.stderr, /--unknown-keywords/);
      folder.write({ "codegen.config.json": '{"unknownKeywords": "warn"}' });
      const quiet = await run(...command, "--quiet");
      assert.equal(quiet.code, 0);
      assert.equal(quiet.stderr, "");
    });

    it(`${name}: the same for formats, which can also be left unchecked by name`, async () => {
      folder.write({ "schemas/a.json": frame("a", { x: { type: "string", format: "phone" } }) });
      const refused = await run(...command);
      assert.equal(refused.code, refusal);
      assert.match(refused.stderr, /schema\/unknown-format: .*phone[^]*--unknown-formats warn/);
      assert.equal((await run(...command, "--unknown-formats", "warn")).code, 0);
      assert.equal((await run(...command, "--ignore-formats", "phone")).code, 0);
    });

    it(`${name}: a pattern that can take more than linear time passes where it is listed, as the hint lists it`, async () => {
      const pattern = String.raw`^(\w|\d)*g$`;
      folder.write({ "schemas/a.json": frame("a", { x: { type: "string", pattern } }) });
      const refused = await run(...command);
      assert.equal(refused.code, refusal);
      assert.match(refused.stderr, /schemas\/a\.json:\d+:\d+: error schema\/slow-pattern: .*exponential time/);
      assert.equal((await run(...command, "--allow-patterns", pattern)).code, 0);
      const [, entry = ""] = /let it pass by ("allowPatterns": \[.*\]) in the configuration/.exec(refused.stderr) ?? [];
      folder.write({ "codegen.config.json": `{${entry}}` });
      assert.equal((await run(...command)).code, 0);
    });

    it(`${name}: a kind that is declared twice`, async () => {
      folder.write({ "schemas/a.json": frame("a"), "schemas/again.json": frame("a", {}, { title: "Again" }) });
      const refused = await run(...command);
      assert.equal(refused.code, refusal);
      assert.match(refused.stderr, /schemas\/again\.json:1:1: error schema\/doubled-kind: .*a\.json/);
      const first = await run(...command, "--on-duplicate-kind", "first");
      assert.equal(first.code, 0);
      assert.match(first.stderr, /schemas\/again\.json:1:1: warning schema\/doubled-kind: .*a\.json/);
    });

    it(`${name}: leaves out what cannot be used with --keep-going, and ends with 1`, async () => {
      folder.write({
        "schemas/a.json": frame("a", { x: {} }),
        "schemas/bad.json": frame("bad", { x: { $ref: "no" } }),
      });
      const stopped = await run(...command);
      assert.equal(stopped.code, refusal);
      const kept = await run(...command, "--keep-going");
      assert.equal(kept.code, 1);
      assert.match(kept.stderr, /schemas\/bad\.json:\d+:\d+: error schema\/dangling-ref/);
    });
  }

  it("validate judges frames of what is left, and lets the ignored format pass", async () => {
    folder.write({ "schemas/a.json": frame("a", { x: { type: "string", format: "date" } }) });
    const checked = await run("validate", "log.ndjson");
    assert.equal(checked.code, 1);
    assert.equal(checked.stderr, "");
    const ignored = await run("validate", "log.ndjson", "--ignore-formats", "date");
    assert.equal(ignored.code, 0);
  });
});
