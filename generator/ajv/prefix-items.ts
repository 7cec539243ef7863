/**
 * The keyword `prefixItems`. Where an array has no item at a place, Ajv's own leaves open whether that one is valid, and what
 * comes after it, such as `contains`, is passed over; by ours there is nothing wrong with it.
 */
import type * as Ajv from "ajv/dist/2020.js";

/** Takes Ajv's own. */
export function prefixItems(
  original: Ajv.CodeKeywordDefinition,
  { _ }: Pick<typeof Ajv, "_">,
): Ajv.CodeKeywordDefinition {
  return {
    ...original,
    before: "items",
    code(cxt: Ajv.KeywordCxt) {
      const subschema = cxt.subschema.bind(cxt);
      const ok = cxt.ok.bind(cxt);
      let place = 0;
      cxt.subschema = (item, valid) => {
        place = Number(item.schemaProp);
        return subschema(item, valid);
      };
      // Called behind each item.
      cxt.ok = (valid) => ok(_`${cxt.data}.length <= ${place} || ${valid}`);
      original.code(cxt);
    },
  };
}
