import assert from "node:assert/strict";
import path from "node:path";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { folderOf, frame } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { type Folder, temporaryFolder } from "../write/folder.js";
import { codegen } from "./codegen.js";

/** Prints the address of every module that is loaded, by whichever loader, to stderr. */
const tracer = `data:text/javascript,${encodeURIComponent(`
  import { register } from "node:module";
  const hooks = "import { writeSync } from 'node:fs'; export async function load(url, context, next) { writeSync(2, 'LOADED ' + url + '\\\\n'); return next(url, context); }";
  register("data:text/javascript," + encodeURIComponent(hooks));
`)}`;

describe("start-up", () => {
  let folder: Folder;
  before(async () => {
    folder = temporaryFolder();
    await codegen(["init"], { cwd: folder.path });
    await codegen([], { cwd: folder.path });
  });
  after(() => folder.remove());

  const heavy =
    /node_modules\/(json-schema-to-typescript|ajv|ajv-formats|prettier|chokidar|refa|scslre|@humanwhocodes\/momoa)\/|libraries\/ajv/;
  /** What is built into the bundle shows in how much of it is loaded: what prints types alone is more than this. */
  const mostBytes = 400_000;
  const filesOf = (modules: readonly string[]): string[] =>
    modules.flatMap((line) => /^LOADED (file:.*)$/.exec(line)?.[1] ?? []);
  const sizeOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + statSync(fileURLToPath(file)).size, 0);
  const loaded = async (...args: string[]): Promise<string[]> => {
    const { stderr } = await codegen(args, { cwd: folder.path, node: ["--import", tracer] });
    return stderr.split("\n").filter((line) => line.startsWith("LOADED "));
  };

  for (const args of [["--help"], ["--version"], ["init", "--help"], ["--check"], []]) {
    it(`codegen ${args.join(" ")} loads no heavy library`, async () => {
      const modules = await loaded(...args);
      assert.ok(
        modules.some((line) => line.endsWith("/dist/bin/codegen.js")),
        "the tracer works",
      );
      assert.deepEqual(
        modules.filter((line) => heavy.test(line)),
        [],
      );
      const bytes = sizeOf(filesOf(modules));
      assert.ok(bytes < mostBytes, `${bytes} bytes of code`);
    });
  }

  it("codegen --full loads what prints types", async () => {
    const others = filesOf(await loaded());
    const files = filesOf(await loaded("--full")).filter((file) => !others.includes(file));
    assert.ok(sizeOf(files) > mostBytes, `${sizeOf(files)} bytes of code`);
  });

  for (const [args, most] of [
    [["--check"], 3],
    [["--version"], 8],
    [["validate", path.join(root, "test/samples/clean.ndjson"), "--schemas", path.join(root, "schemas")], 14],
  ] as const) {
    it(`codegen ${args[0]} opens few files of its own`, async () => {
      const files = (await loaded(...args)).filter((line) => line.startsWith("LOADED file:"));
      assert.ok(files.length <= most, files.join("\n"));
    });
  }

  const analysers = /node_modules\/(scslre|refa|regexp-ast-analysis|@eslint-community\/regexpp)\//;

  it("codegen --full loads what judges patterns only where a schema has one", async () => {
    assert.deepEqual(
      (await loaded("--full")).filter((line) => analysers.test(line)),
      [],
    );
    const schemas = folderOf({ "a.json": frame("a", { x: { pattern: "^a|b+$" } }) });
    const modules = await loaded("--full", "--schemas", schemas);
    assert.ok(modules.some((line) => analysers.test(line)));
  });
});
