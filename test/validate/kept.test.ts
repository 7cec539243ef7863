import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { codegen } from "../cli/codegen.js";
import { frame } from "../support/schemas.js";
import { type Folder, temporaryFolder } from "../write/folder.js";

describe("What validating makes of schemas", () => {
  let app: Folder;
  const cache = "node_modules/.cache/frame-codegen";
  const schema = (type: string): string => frame("a", { x: { type, "x-tsType": 1 } });

  beforeEach(() => {
    app = temporaryFolder();
    app.write({
      "schemas/a.schema.json": schema("string"),
      "node_modules/any/package.json": "{}",
      "log.ndjson": '{"kind":"a","x":"1"}\n{"kind":"a","x":"2"}\n{"kind":"b"}\n',
    });
  });
  afterEach(() => app.remove());

  const validate = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await codegen(["validate", "log.ndjson", "--format", "json", ...args], {
      cwd: app.path,
    });
    return stderr + stdout;
  };
  const kept = (): string => {
    const [name, ...others] = readdirSync(app.at(cache));
    assert.deepEqual(others, []);
    return path.join(app.at(cache), name ?? "");
  };
  const invalidIn = (report: string): number => (report.match(/"frame\/invalid"/g) ?? []).length;

  it("is kept in the nearest node_modules, and the next run takes it over", async () => {
    await validate();
    const made = deserialize(readFileSync(kept())) as { tables: Map<string, { kinds: string[] }> };
    const tables = [...made.tables].map(
      ([key, line]) => [key, { ...line, kinds: ["a kind that nobody declares"] }] as const,
    );
    writeFileSync(kept(), serialize({ ...made, tables: new Map(tables) }));
    // Only who has taken it over says so.
    assert.ok(!(await validate()).includes('"name": "a"'));
  });

  it("is never looked for beside the schemas, which may be somebody else's", async () => {
    app.write({ "theirs/schemas/a.schema.json": schema("string"), "theirs/node_modules/any/package.json": "{}" });
    await validate("--schemas", "theirs/schemas");
    assert.deepEqual(app.list("theirs/node_modules"), ["any"]);
    assert.ok(kept());
  });

  it("is written once, and the reports are the same, warnings about schemas included", async () => {
    const first = await validate();
    // Without a scanner good frames need a validator as well.
    assert.equal(await validate("--scanner", "off"), first);
    const { mtimeMs } = statSync(kept());
    for (const more of [[], ["--jobs", "2"], ["--scanner", "js"], ["--scanner", "off"]]) {
      assert.equal(await validate(...more), first);
    }
    assert.equal(statSync(kept()).mtimeMs, mtimeMs);
  });

  interface Kept {
    readonly units: Record<"first" | "all", Map<string, { readonly bytes: Uint8Array; readonly digest: string }>>;
  }
  const bad = '{"kind":"a","x":1}\n';

  it("holds the validators of the kinds that were judged, and the next run does without Ajv", async () => {
    const ajv = `data:text/javascript,${encodeURIComponent(`
      import { Module } from "node:module";
      process.on("exit", () => console.error("AJV", Object.keys(Module._cache).some((file) => file.endsWith("ajv.cjs"))));
    `)}`;
    app.write({ "log.ndjson": bad });
    const run = () =>
      codegen(["validate", "log.ndjson", "--format", "json"], { cwd: app.path, node: ["--import", ajv] });
    const [first, second] = [await run(), await run()];
    assert.match(first.stderr, /^AJV true$/m);
    assert.match(second.stderr, /^AJV false$/m);
    assert.equal(second.stdout, first.stdout);
    assert.match(second.stdout, /"Expected `str`, got `int` - at `\$\.x`"/);
    const { units } = deserialize(readFileSync(kept())) as Kept;
    // Behind a scanner a frame is mostly bad, and all its errors tell which is the first.
    assert.deepEqual([[...units.first.keys()], [...units.all.keys()]], [[], ["AFrame"]]);
  });

  it("runs no validator that has been damaged", async () => {
    app.write({ "log.ndjson": bad });
    const first = await validate("--scanner", "off");
    const made = deserialize(readFileSync(kept())) as Kept;
    for (const { bytes } of [...made.units.first.values(), ...made.units.all.values()]) {
      const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf("string");
      assert.ok(at > 0);
      bytes.set(Buffer.from("number"), at);
    }
    writeFileSync(kept(), serialize(made));
    assert.equal(await validate("--scanner", "off"), first);
  });

  it("is made anew where a schema or a setting is another one", async () => {
    assert.equal(invalidIn(await validate()), 0);
    app.write({ "schemas/a.schema.json": schema("integer") });
    assert.ok(invalidIn(await validate()) > 0);
    const { stderr } = await codegen(["validate", "log.ndjson", "--discriminator", "nope"], { cwd: app.path });
    assert.match(stderr, /nope/);
  });

  it("is made anew where the file is damaged, and nothing fails where there is no room for one", async () => {
    const first = await validate();
    for (const damage of ["", "text", serialize(null), readFileSync(kept()).subarray(0, 500)]) {
      writeFileSync(kept(), damage);
      assert.equal(await validate(), first);
    }
    app.remove();
    app.write({
      "schemas/a.schema.json": schema("string"),
      "node_modules/.cache": "a file",
      "log.ndjson": '{"kind":"a","x":1}\n',
    });
    assert.ok(invalidIn(await validate()) > 0);
  });
});
