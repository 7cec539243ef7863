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

  it("is written once, and the reports are the same, warnings about schemas included", async () => {
    const [first, { mtimeMs }] = [await validate(), statSync(kept())];
    for (const more of [[], ["--jobs", "2"], ["--scanner", "js"], ["--scanner", "off"]]) {
      assert.equal(await validate(...more), first);
    }
    assert.equal(statSync(kept()).mtimeMs, mtimeMs);
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
