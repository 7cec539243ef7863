import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonValue } from "../../generator/model.js";
import { wordings } from "../../generator/runtime/wordings.js";
import { folderOf, frame, generatedFolder } from "../support/schemas.js";

/** By keyword: a schema that it is in, and a value that it refuses. */
const refused: Readonly<Record<string, readonly [schema: JsonValue, bad: JsonValue]>> = {
  type: [{ type: "string" }, 1],
  required: [{ type: "object", required: ["a"] }, {}],
  dependentRequired: [{ dependentRequired: { a: ["b"] } }, { a: 1 }],
  additionalProperties: [{ additionalProperties: false }, { a: 1 }],
  unevaluatedProperties: [{ unevaluatedProperties: false }, { a: 1 }],
  propertyNames: [{ propertyNames: { maxLength: 1 } }, { ab: 1 }],
  minProperties: [{ minProperties: 1 }, {}],
  maxProperties: [{ maxProperties: 0 }, { a: 1 }],
  enum: [{ enum: [1, 2] }, 3],
  const: [{ const: 1 }, 3],
  minimum: [{ minimum: 1 }, 0],
  maximum: [{ maximum: 1 }, 2],
  exclusiveMinimum: [{ exclusiveMinimum: 1 }, 1],
  exclusiveMaximum: [{ exclusiveMaximum: 1 }, 1],
  multipleOf: [{ multipleOf: 2 }, 1],
  minLength: [{ minLength: 1 }, ""],
  maxLength: [{ maxLength: 1 }, "ab"],
  pattern: [{ pattern: "^a$" }, "b"],
  format: [{ format: "date" }, "b"],
  minItems: [{ minItems: 1 }, []],
  maxItems: [{ maxItems: 0 }, [1]],
  items: [{ prefixItems: [true], items: false }, [1, 2]],
  unevaluatedItems: [{ unevaluatedItems: false }, [1]],
  uniqueItems: [{ uniqueItems: true }, [1, 1]],
  contains: [{ contains: { const: 1 } }, []],
  anyOf: [{ anyOf: [{ minimum: 1 }, { maximum: -1 }] }, 0],
  oneOf: [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3],
  not: [{ not: { const: 1 } }, 1],
  if: [{ if: { const: 1 }, else: { const: 2 } }, 3],
  "false schema": [{ properties: { a: false } }, { a: 1 }],
  "enum of a choice": [{ anyOf: [{ const: 1 }, { const: 2 }] }, 3],
};

interface FrameModule {
  convertFrame(payload: unknown): unknown;
}

describe("A module has words for what its schemas refuse", () => {
  for (const [keyword, [schema, bad]] of Object.entries(refused)) {
    it(keyword, async () => {
      const folder = await generatedFolder(folderOf({ "k.json": frame("k", { x: schema }) }), {
        discriminator: ["kind"],
      });
      const module = (await import(pathToFileURL(path.join(folder, "index.ts")).href)) as FrameModule;
      assert.throws(
        () => module.convertFrame({ kind: "k", x: bad }),
        (error: Error) => !/by the rule/.test(error.message) && error.message.includes("`$.x"),
      );
    });
  }

  it("also where the tag of what was meant comes after other members", async () => {
    const form = (t: string, v: JsonValue): JsonValue => {
      return { type: "object", properties: { v, t: { const: t } }, required: ["v", "t"] };
    };
    const $defs = { A: form("a", { type: "number" }) };
    const x = { oneOf: [{ $ref: "#/$defs/A" }, form("b", { type: "string" })] };
    const folder = await generatedFolder(folderOf({ "k.json": frame("k", { x }, { $defs }) }), {
      discriminator: ["kind"],
    });
    const module = (await import(pathToFileURL(path.join(folder, "index.ts")).href)) as FrameModule;
    for (const [t, type] of [
      ["a", "float"],
      ["b", "str"],
    ]) {
      const message = `Expected \`${type}\`, got \`bool\` - at \`$.x.v\``;
      assert.throws(() => module.convertFrame({ kind: "k", x: { v: true, t } }), { message });
    }
  });

  it("and knows all keywords here", () => {
    assert.deepEqual(Object.keys(wordings), Object.keys(refused).slice(0, -1));
  });

  it("and has no others", async () => {
    const folder = await generatedFolder(folderOf({ "k.json": frame("k", { x: { minimum: 1 } }) }));
    const code = readFileSync(path.join(folder, "runtime.ts"), "utf8");
    const [table = ""] = /^export const wordings: .*? = \{$[^}]*/m.exec(code) ?? [];
    const keywords = [...table.matchAll(/^ {2}"?([\w ]+)"?: /gm)].map(([, keyword]) => keyword);
    assert.deepEqual(keywords.sort(), ["const", "minimum", "required", "type"]);
  });
});
