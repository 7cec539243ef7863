/** Members that are called what printed code calls its own variables. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject } from "../../generator/model.js";
import { folderOf, frame, generatedFolder } from "../support/schemas.js";

interface FrameModule {
  convertFrame(payload: unknown): unknown;
  decodeFrame(data: Uint8Array): unknown;
  encodeFrame(frame: unknown): Uint8Array;
}

const text: JsonObject = { type: "string" };
const object = (names: readonly string[], required: boolean): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, text])),
  required: required ? [...names] : [],
});

/** Kinds for each way in which a frame is checked, read and written, of members with these names. */
function schemasOf(names: readonly string[]): Record<string, string> {
  const texts = Object.fromEntries(names.map((name) => [name, text]));
  const list = { type: "array", items: { type: "object" } };
  return {
    "flat.json": frame("flat", texts, { required: ["kind", ...names] }),
    "optional.json": frame("optional", texts, { required: ["kind"] }),
    "lists.json": frame("lists", Object.fromEntries(names.map((name) => [name, list])), {
      required: ["kind", ...names],
    }),
    "nested.json": frame("nested", { a: object(names, true), b: object(names, false) }, { required: ["kind"] }),
    "open.json": frame("open", texts, { required: ["kind"], additionalProperties: text }),
  };
}

async function checksOf(names: readonly string[]): Promise<{ readonly folder: string; readonly code: string }> {
  const folder = await generatedFolder(folderOf(schemasOf(names)), { target: "js" });
  return { folder, code: readFileSync(path.join(folder, "checks.js"), "utf8") };
}

describe("Members with the names of variables of printed code", function () {
  this.timeout(60_000);

  it("are read, checked and written as any other", async () => {
    const plain = await checksOf(["first_of_members", "second_of_members"]);
    const words = plain.code.match(/\b[A-Za-z_]\w*/g) ?? [];
    const names = [...new Set(words)].filter((word) => word !== "kind");
    assert.ok(["frame", "isOwn", "taker", "value"].every((name) => names.includes(name)));
    const { folder } = await checksOf(names);
    const module = (await import(pathToFileURL(path.join(folder, "index.js")).href)) as FrameModule;
    const texts = Object.fromEntries(names.map((name) => [name, name]));
    const lists = Object.fromEntries(names.map((name) => [name, [{ name }]]));
    for (const given of [
      { kind: "flat", ...texts },
      { kind: "optional", ...texts },
      { kind: "optional" },
      { kind: "lists", ...lists },
      { kind: "nested", a: texts, b: {} },
      { kind: "open", ...texts },
    ]) {
      assert.deepEqual(module.convertFrame(given), given);
      assert.deepEqual(module.decodeFrame(module.encodeFrame(given)), given);
    }
  });
});
