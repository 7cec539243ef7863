import assert from "node:assert/strict";
import type { JsonValue } from "../../generator/model.js";
import { folderOf, frame, generateFrom, textOf } from "../support/schemas.js";

async function validatorOf(schema: JsonValue): Promise<string> {
  const { files } = await generateFrom(folderOf({ "k.json": frame("k", { x: schema }) }), { discriminator: ["kind"] });
  return textOf(files, "validators.ts");
}

describe("The code of a validator", () => {
  const plain: readonly JsonValue[] = [
    { type: "string" },
    { type: "array", items: { type: "object", required: ["a"] } },
    { minimum: 1, maxLength: 2 },
    { const: "let errors = 0;" },
    { properties: { 'instancePath+"': { const: "{instancePath," } } },
  ];
  for (const schema of plain) {
    it(`counts no errors where the first is the last: ${JSON.stringify(schema)}`, async () => {
      assert.doesNotMatch(
        (await validatorOf(schema)).replace(/"(?:[^"\\]|\\.)*"/g, '""'),
        /\bvErrors\b|\b_errs\d|\bvalid\d/,
      );
    });
  }

  for (const schema of [{ anyOf: [{ minimum: 1 }, { type: "null" }] }, { not: { const: 1 } }]) {
    it(`counts them where they may not count: ${JSON.stringify(schema)}`, async () => {
      assert.match(await validatorOf(schema), /\bvErrors\b/);
    });
  }

  it("holds texts as they are", async () => {
    const code = await validatorOf({ properties: { 'instancePath+"': { const: "{instancePath," } } });
    assert.match(code, /"\{instancePath,"/);
    assert.match(code, /"instancePath\+\\""/);
  });
});
