import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { folderOf, frame, generatedFolder } from "../support/schemas.js";

describe("The validator of a frame", () => {
  it("asks whether members are an object's own, unless it is only ever given new objects", async () => {
    const part = frame("part", { text: { type: "string" } });
    const list = frame("list", { parts: { type: "array", items: { $ref: "part.json" } } });
    const folder = await generatedFolder(folderOf({ "part.json": part, "list.json": list }));
    const code = readFileSync(path.join(folder, "validators.ts"), "utf8");
    const [ofList, ofPart] = code.split("export const ").slice(1);
    assert.match(
      ofList ?? "",
      /^validateListFrame[^]*\(plain\$\["parts"\] === undefined \|\| hasOwn\$\.call\(data, "parts"\)\)/,
    );
    assert.match(ofPart ?? "", /^validatePartFrame[^]* && hasOwn\$\.call\(data, "text"\)\)/);
    assert.doesNotMatch(ofPart ?? "", /plain\$/);
  });
});
