import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { figures } from "../bench/figures.mjs";
import { root } from "./support/sources.js";

describe("The figures of the README", () => {
  it("are those that the benchmark has written: run `npm run bench -- figures`", async () => {
    const files = await figures();
    assert.equal(files.size, 4);
    for (const [file, text] of files) assert.equal(readFileSync(path.join(root, file), "utf8"), text, file);
  });
});
