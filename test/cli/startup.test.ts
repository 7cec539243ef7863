import assert from "node:assert/strict";
import { folderOf, frame } from "../support/schemas.js";
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
    /node_modules\/(json-schema-to-typescript|ajv|ajv-formats|prettier|chokidar|refa|scslre|@humanwhocodes\/momoa)\//;
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
