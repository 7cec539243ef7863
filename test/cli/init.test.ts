import assert from "node:assert/strict";
import { type Folder, temporaryFolder } from "../write/folder.js";
import type { Result } from "./codegen.js";
import { codegenAgain as codegen } from "./warm.js";

describe("codegen init", () => {
  let folder: Folder;
  const run = (...args: string[]): Promise<Result> => codegen(["init", ...args], { cwd: folder.path });
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const names = ["connection.channel", "goodbye", "hello", "shared"].map((name) => `${name}.schema.json`);

  it("writes a configuration and schemas, and says what comes next", async () => {
    const { code, stdout, stderr } = await run();
    assert.deepEqual(folder.list(), ["codegen.config.json", "schemas"]);
    assert.deepEqual(folder.list("schemas"), names);
    assert.match(stdout, /^created codegen\.config\.json\ncreated schemas\/hello\.schema\.json\n/);
    assert.equal(stderr, "Next: npx codegen\n");
    assert.equal(code, 0);
    const config: unknown = JSON.parse(folder.read("codegen.config.json"));
    const $schema = "./node_modules/frame-codegen/codegen.config.schema.json";
    assert.deepEqual(config, { $schema, schemas: "schemas", output: "generated" });
  });

  it("never writes over a file", async () => {
    folder.write({ "codegen.config.json": "{}", "schemas/hello.schema.json": "mine" });
    const { code, stdout } = await run();
    assert.match(stdout, /^kept codegen\.config\.json\ncreated|kept schemas\/hello\.schema\.json$/m);
    assert.equal(folder.read("codegen.config.json"), "{}");
    assert.equal(folder.read("schemas/hello.schema.json"), "mine");
    assert.deepEqual(folder.list("schemas"), names);
    assert.equal(code, 0);
  });

  it("adds no second configuration beside one in package.json", async () => {
    folder.write({ "package.json": '{"codegen": {}}' });
    assert.match((await run()).stdout, /^kept package\.json$/m);
    assert.deepEqual(folder.list(), ["package.json", "schemas"]);
  });

  it("puts the examples where a configuration that is there says that schemas are", async () => {
    folder.write({ "package.json": '{"codegen": {"schemas": "frames"}}' });
    assert.match((await run()).stdout, /^kept package\.json\ncreated frames\/hello\.schema\.json$/m);
    assert.deepEqual(folder.list(), ["frames", "package.json"]);
    assert.equal((await codegen([], { cwd: folder.path })).code, 0);
  });

  it("says what is wrong with a configuration that is there, and writes nothing", async () => {
    folder.write({ "codegen.config.json": '{"schema": "frames"}' });
    const { code, stderr } = await run();
    assert.match(stderr, /codegen\.config\.json:1:2: error config\/unknown-key/);
    assert.equal(code, 2);
    assert.deepEqual(folder.list(), ["codegen.config.json"]);
  });

  it("takes a name for the frames", async () => {
    await run("--name", "Event");
    assert.equal((JSON.parse(folder.read("codegen.config.json")) as { name: string }).name, "Event");
    await codegen([], { cwd: folder.path });
    assert.match(folder.read("generated/codec.ts"), /export function encodeEvent\(/);
  });

  it("refuses a name that is none", async () => {
    const { code, stderr } = await run("--name", "a b");
    assert.match(stderr, /error config\//);
    assert.equal(code, 2);
    assert.deepEqual(folder.list(), []);
  });

  it("adds no examples to somebody's own schemas in a folder below", async () => {
    folder.write({ "schemas/deep/mine.json": "{}" });
    assert.match((await run()).stdout, /^kept schemas, which holds schemas already$/m);
  });

  it("adds no examples to somebody's own schemas", async () => {
    folder.write({ "schemas/mine.schema.json": "{}" });
    assert.match((await run()).stdout, /^kept schemas, which holds schemas already$/m);
    assert.deepEqual(folder.list("schemas"), ["mine.schema.json"]);
  });

  it("takes another folder for the schemas", async () => {
    await run("--schemas", "a/b");
    assert.deepEqual(folder.list("a/b"), names);
    assert.match(folder.read("codegen.config.json"), /"schemas": "a\/b"/);
  });

  it("refuses a folder that the output would be in", async () => {
    const { code, stderr } = await run("--schemas", ".");
    assert.match(stderr, /error config\/nested-folders/);
    assert.equal(code, 2);
    assert.deepEqual(folder.list(), []);
  });

  it("--dry-run says what it would write", async () => {
    const { stdout } = await run("--dry-run");
    assert.match(stdout, /^would create schemas\/hello\.schema\.json$/m);
    assert.deepEqual(folder.list(), []);
  });
});
