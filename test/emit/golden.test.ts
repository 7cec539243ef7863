import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateFrom } from "../support/schemas.js";
import { filesUnder, root } from "../support/sources.js";

/** Write what is generated over what is expected; then read the difference before it is committed. */
const update = process.env["UPDATE_GOLDEN"] === "1";
const cases = "test/golden";

describe("The generated module", () => {
  for (const name of readdirSync(path.join(root, cases))) {
    it(`of the schemas "${name}" is, byte for byte, what is checked in`, async () => {
      const generated = await ownFilesOf(path.join(root, cases, name, "schemas"));
      const folder = path.join(root, cases, name, "expected");
      if (update) write(folder, generated);
      const expected = filesUnder(path.join(cases, name, "expected")).map((file) => path.basename(file));
      assert.deepEqual([...generated.keys()].toSorted(), expected.toSorted());
      for (const [file, text] of generated)
        assert.equal(text, readFileSync(path.join(folder, file), "utf8"), `${name}: ${file}`);
    });
  }
});

/** What the schemas decide: without the runtime, which is the same for all, and the list of all files with their hashes. */
async function ownFilesOf(schemas: string): Promise<Map<string, string>> {
  const { files } = await generateFrom(schemas);
  const own = files.filter((file) => !["runtime.ts", "manifest.json"].includes(file.path));
  return new Map(own.map((file) => [file.path, file.text]));
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
}
