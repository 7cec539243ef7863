import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { generatedFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";
import { answerOf, type EventModule, vectors } from "../support/vectors.js";

const modules: readonly { readonly name: string; readonly load: () => Promise<string> }[] = [
  { name: "that is checked in", load: () => Promise.resolve(path.join(root, "generated/index.ts")) },
  {
    name: "that is generated for target js",
    load: async () =>
      path.join(await generatedFolder(path.join(root, "schemas"), { name: "Event", target: "js" }), "index.js"),
  },
];

for (const { name, load } of modules) {
  describe(`The module ${name} answers as the original does`, () => {
    let codec: EventModule;
    before(async () => {
      codec = (await import(pathToFileURL(await load()).href)) as EventModule;
    });

    it("to all 300 vectors", () => assert.equal(vectors.length, 300));

    for (const vector of vectors) {
      it(vector.name, () => assert.deepEqual(answerOf(codec, vector), vector.answer));
    }
  });
}

describe("The vectors", () => {
  it("hold what is accepted, what is refused for its shape, and unknown kinds", () => {
    const sorts = vectors.map(({ answer }) => Object.keys(answer).join());
    for (const sort of ["bytes", "validation", "unknownKind"]) {
      assert.ok(sorts.filter((one) => one === sort).length > 10, sort);
    }
  });

  it("are read from a file of one JSON value a line", () => {
    const text = readFileSync(path.join(root, "test/vectors/msgspec-parity.ndjson"), "utf8");
    assert.equal(text.trimEnd().split("\n").length, vectors.length);
  });
});
