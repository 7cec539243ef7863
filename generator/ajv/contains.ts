/**
 * The keyword `contains`. Ajv's own keeps an error for each item that does not match until one does, which for a payload
 * of some million items is more than there is memory; ours forgets them at once, since nobody is told of them. And of an
 * array without items Ajv's says, inside of a loop, what it said of the array before.
 */
import type * as Ajv from "ajv/dist/2020.js";

/** Takes Ajv's own. */
export function contains(original: Ajv.CodeKeywordDefinition, { _ }: Pick<typeof Ajv, "_">): Ajv.CodeKeywordDefinition {
  return {
    ...original,
    // That counts the items that matched as evaluated.
    before: "unevaluatedItems",
    code(cxt: Ajv.KeywordCxt) {
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (...args) => {
        const item = subschema(...args);
        cxt.reset();
        return item;
      };
      const { minContains = 1, maxContains } = cxt.parentSchema as { minContains?: number; maxContains?: number };
      if (minContains === 1 && maxContains === undefined) {
        const result = cxt.result.bind(cxt);
        cxt.result = (valid, ...actions) => result(_`${cxt.data}.length > 0 && ${valid}`, ...actions);
      }
      original.code(cxt);
    },
  };
}
