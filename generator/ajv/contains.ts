/**
 * The keyword `contains`. Ajv's own keeps an error for each item that does not match until one does, which for a payload
 * of some million items is more than there is memory; ours forgets them at once, since nobody is told of them.
 */
import type { CodeKeywordDefinition, KeywordCxt } from "ajv/dist/2020.js";

/** Takes Ajv's own. */
export function contains(original: CodeKeywordDefinition): CodeKeywordDefinition {
  return {
    ...original,
    // That counts the items that matched as evaluated.
    before: "unevaluatedItems",
    code(cxt: KeywordCxt) {
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (...args) => {
        const item = subschema(...args);
        cxt.reset();
        return item;
      };
      original.code(cxt);
    },
  };
}
