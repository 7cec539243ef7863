import assert from "node:assert/strict";
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codegen, type Result, shell } from "../cli/codegen.js";
import { codegenAgain } from "../cli/warm.js";
import { frame } from "../support/schemas.js";
import { lines, newFolder } from "./logs.js";

const log = lines('{"kind":"a","x":1}');
const config = '{"schemas":"schemas","output":"generated"}';
const schema = frame("a", { x: { type: "integer" } });
const inputs: Readonly<Record<string, string>> = {
  "a.ndjson": log,
  "codegen.config.json": config,
  "schemas/a.json": schema,
  "schemas/deep/shared.json": '{"$defs":{}}',
};

/** A folder with a log, its schemas and links to them. */
function project(): string {
  const cwd = newFolder();
  mkdirSync(path.join(cwd, "schemas/deep"), { recursive: true });
  for (const [name, text] of Object.entries(inputs)) writeFileSync(path.join(cwd, name), text);
  symlinkSync("a.ndjson", path.join(cwd, "link"));
  symlinkSync(cwd, path.join(cwd, "here"));
  // Another path of the same file, as where the system does not tell A.NDJSON from a.ndjson.
  linkSync(path.join(cwd, "a.ndjson"), path.join(cwd, "b.ndjson"));
  return cwd;
}

function assertUntouched(cwd: string): void {
  for (const [name, text] of Object.entries(inputs)) assert.equal(readFileSync(path.join(cwd, name), "utf8"), text);
}

const validate = (cwd: string, args: readonly string[]): Promise<Result> =>
  codegenAgain(["validate", ...args], { cwd });

describe("A report", () => {
  for (const [file, what] of [
    ["a.ndjson", "one of the logs"],
    ["schemas/../a.ndjson", "one of the logs"],
    ["link", "one of the logs"],
    ["here/a.ndjson", "one of the logs"],
    ["b.ndjson", "one of the logs"],
    ["codegen.config.json", "the configuration"],
    ["schemas/a.json", "one of the schemas"],
    ["here/schemas/deep/shared.json", "one of the schemas"],
  ] as const) {
    for (const form of ["html", "json"]) {
      it(`is never written over its input: ${form}=${file}`, async () => {
        const cwd = project();
        const { stdout, stderr, code } = await validate(cwd, ["a.ndjson", "--format", `${form}=${file}`]);
        const words = `"${file}" is ${what}: a report there would overwrite it`;
        assert.equal(stderr, `error report/overwrites-input: ${words}\n  hint: name another file\n`);
        assert.deepEqual([stdout, code], ["", 2]);
        assertUntouched(cwd);
      });
    }
  }

  it("is never written over its input either where that cannot be read", async () => {
    for (const [args, name, content] of [
      [["a.ndjson", "no-such"], "a.ndjson", log],
      [["a.ndjson"], "codegen.config.json", "{"],
      [["a.ndjson"], "package.json", '{"codegen":{}}'],
      [["a.ndjson"], "schemas/a.json", "{"],
      [["a.ndjson", "--config", "own.json"], "own.json", "{"],
      [["a.ndjson", "--schemas", "other"], "other/a.json", "{"],
    ] as const) {
      const cwd = project();
      mkdirSync(path.join(cwd, "other"));
      writeFileSync(path.join(cwd, name), content);
      const { code } = await validate(cwd, [...args, "--format", `json=${name}`]);
      assert.equal(code, 2);
      assert.equal(readFileSync(path.join(cwd, name), "utf8"), content);
    }
  });

  it("is never written over a log of a folder or a pattern, or over what the standard input is", async () => {
    const cwd = project();
    for (const args of [["."], ["*.ndjson"], ["**/*"]]) {
      assert.equal((await validate(cwd, [...args, "--format", "html=a.ndjson"])).code, 2, args.join(" "));
    }
    assert.equal((await shell("$CODEGEN validate - --format html=a.ndjson < a.ndjson", { cwd })).code, 2);
    assertUntouched(cwd);
  });

  it("is said to be none in the other forms that were asked for", async () => {
    const cwd = project();
    const forms = ["--format", "html=a.ndjson", "--format", "json", "--format", "github=b.txt"];
    const { stdout } = await validate(cwd, ["a.ndjson", ...forms]);
    assert.match(stdout, /"complete": false[^]*"report\/overwrites-input"/);
    assert.match(readFileSync(path.join(cwd, "b.txt"), "utf8"), /report\/overwrites-input/);
    assertUntouched(cwd);
  });

  it("is never written over another report of the same run", async () => {
    for (const [first, second] of [
      ["r", "r"],
      ["new/deep/r", "here/new/other/../deep/r"],
    ] as const) {
      const cwd = project();
      const { stderr, code } = await validate(cwd, ["a.ndjson", `--format=html=${first}`, `--format=json=${second}`]);
      assert.match(stderr, /^error report\/same-file: two reports are to be written to /);
      assert.equal(code, 2);
    }
  });

  it("is written wherever it is in nobody's way", async () => {
    const cwd = project();
    writeFileSync(path.join(cwd, "old.json"), "");
    mkdirSync(path.join(cwd, "schemas/.reports"));
    writeFileSync(path.join(cwd, "schemas/.reports/r.json"), "not read, as its folder is hidden");
    for (const file of ["old.json", "new.json", "schemas/.reports/r.json"]) {
      const { code } = await validate(cwd, ["a.ndjson", "--format", `json=${file}`]);
      assert.equal(code, 0);
      assert.match(readFileSync(path.join(cwd, file), "utf8"), /"complete": true/);
    }
    const { code } = await validate(cwd, ["a.ndjson", "--format", "html=/dev/null", "--format", "json=/dev/null"]);
    assert.equal(code, 0);
    assertUntouched(cwd);
  });

  it("of merged reports is never written over one of them", async () => {
    const cwd = project();
    for (const name of ["p.json", "q.json"])
      await codegen(["validate", "a.ndjson", `--format=json=${name}`, "--stdin-name", name], { cwd });
    const text = readFileSync(path.join(cwd, "q.json"), "utf8");
    const args = ["report", "merge", "p.json", "q.json", "--format", "html=here/q.json"];
    const { stderr, code } = await codegen(args, { cwd });
    const words = '"here/q.json" is one of the reports that are added up: a report there would overwrite it';
    assert.equal(stderr, `error report/overwrites-input: ${words}\n  hint: name another file\n`);
    assert.equal(code, 2);
    assert.equal(readFileSync(path.join(cwd, "q.json"), "utf8"), text);
    assert.ok(!readdirSync(cwd).some((name) => name.endsWith(".html")));
  });
});
