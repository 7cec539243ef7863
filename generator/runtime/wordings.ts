import { choice, condition, naming } from "./choices.js";
import type { Sum } from "./choices.js";
import {
  constantValue,
  dependentField,
  enumValue,
  fieldName,
  formatMatch,
  itemsAlike,
  lengthLimit,
  matchingItems,
  multiple,
  oneShape,
  patternMatch,
  plainly,
  requiredField,
  typeMismatch,
  unknownField,
  valueLimit,
} from "./words.js";
import type { Wording } from "./words.js";

/** What errors say, by their keyword. A module holds those that its schemas may lead to, each in a line of its own. */
export const wordings: Readonly<Record<string, Wording>> = {
  type: typeMismatch,
  required: requiredField,
  dependentRequired: dependentField,
  additionalProperties: /* @__PURE__ */ unknownField("additionalProperty"),
  unevaluatedProperties: /* @__PURE__ */ unknownField("unevaluatedProperty"),
  propertyNames: fieldName,
  minProperties: /* @__PURE__ */ lengthLimit("object", ">="),
  maxProperties: /* @__PURE__ */ lengthLimit("object", "<="),
  enum: enumValue,
  const: constantValue,
  minimum: valueLimit,
  maximum: valueLimit,
  exclusiveMinimum: valueLimit,
  exclusiveMaximum: valueLimit,
  multipleOf: multiple,
  minLength: /* @__PURE__ */ lengthLimit("str", ">="),
  maxLength: /* @__PURE__ */ lengthLimit("str", "<="),
  pattern: patternMatch,
  format: formatMatch,
  minItems: /* @__PURE__ */ lengthLimit("array", ">="),
  maxItems: /* @__PURE__ */ lengthLimit("array", "<="),
  items: /* @__PURE__ */ lengthLimit("array", "<="),
  unevaluatedItems: /* @__PURE__ */ lengthLimit("array", "<="),
  uniqueItems: itemsAlike,
  contains: matchingItems,
  anyOf: /* @__PURE__ */ plainly("Value matches none of the allowed shapes"),
  oneOf: oneShape,
  not: /* @__PURE__ */ plainly("Value matches a shape that is not allowed"),
  if: /* @__PURE__ */ plainly("Value breaks a conditional rule"),
  "false schema": /* @__PURE__ */ plainly("No value is allowed"),
};

/** How errors sum up others, by their keyword. Of these as well. */
export const sums: Readonly<Record<string, Sum>> = {
  anyOf: choice,
  oneOf: choice,
  if: condition,
  propertyNames: naming,
};
