import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CodegenError, describe as inWords, generate, writeModule } from "../../generator/api.js";
import { root } from "../support/sources.js";

describe("The programmatic interface", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-api-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("generates in memory, and writes nothing", async () => {
    const { files, protocol, settings } = await generate({ schemas: "schemas", output: folder, name: "Event" }, root);
    assert.deepEqual(
      protocol.frames.flatMap((frame) => frame.kinds.map((kind) => kind.name)),
      ["delta", "done", "failed", "input_required", "phase", "progress", "snapshot", "warning"],
    );
    assert.deepEqual(
      protocol.channels.map(({ id, first, terminal }) => ({ id, first, terminal })),
      [
        { id: "problems", first: ["snapshot"], terminal: [] },
        { id: "session", first: [], terminal: ["done", "failed"] },
      ],
    );
    assert.equal(settings.importExtension, "js");
    assert.ok(files.some((file) => file.path === "codec.ts" && file.text.includes("export function encodeEvent(")));
    assert.deepEqual(readdirSync(folder), []);
  });

  it("writes what it generated, and only what has changed", async () => {
    const { files } = await generate({ schemas: "schemas", output: folder, importExtension: "none" }, root);
    const first = await writeModule(folder, files);
    assert.equal(first.written, files.length);
    assert.match(readFileSync(path.join(folder, "index.ts"), "utf8"), /from "\.\/codec"/);
    const second = await writeModule(folder, files);
    assert.deepEqual([second.written, second.unchanged], [0, files.length]);
  });

  it("throws everything that is wrong with the options at once", async () => {
    const wrong = { name: "no name", target: "rust", schemes: "x" };
    await assert.rejects(generate(wrong as never, root), (error) => {
      assert.ok(error instanceof CodegenError);
      assert.deepEqual(
        error.diagnostics.map((d) => inWords(d).message),
        [
          'unknown key "schemes"',
          '"name" must be an ASCII name in PascalCase, such as Event, not "no name"',
          '"target" must be "ts" or "js", not "rust"',
        ],
      );
      return true;
    });
  });
});
