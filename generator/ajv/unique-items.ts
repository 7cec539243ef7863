/**
 * The keyword `uniqueItems`. Ajv's own compares each item with each other one, which a payload of some hundred thousand
 * items turns into hours; ours takes time in proportion to their size.
 */
import type * as Ajv from "ajv/dist/2020.js";
import { alike } from "../runtime/ajv-helpers.js";

export function uniqueItems({ _ }: typeof Ajv): Ajv.CodeKeywordDefinition {
  return {
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    error: { message: "", params: ({ params }) => _`{i: ${params["i"]}, j: ${params["j"]}}` },
    code(cxt) {
      const { gen, data, schema } = cxt;
      if (schema !== true) return;
      // The name under which the output imports it.
      const find = gen.scopeValue("func", { ref: alike, code: _`alike` });
      const found = gen.const("alike", _`${find}(${data})`);
      cxt.setParams({ i: _`${found}[0]`, j: _`${found}[1]` });
      cxt.fail(_`${found}`);
    },
  };
}
