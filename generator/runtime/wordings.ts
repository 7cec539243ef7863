import * as choices from "./choices.js";
import * as words from "./words.js";

/** What errors say, by their keyword. A module holds those that its schemas may lead to, each in a line of its own. */
export const wordings: Readonly<Record<string, words.Wording>> = {
  type: words.type,
  required: words.required,
  dependentRequired: words.dependentRequired,
  additionalProperties: /* @__PURE__ */ words.unknownField("additionalProperty"),
  unevaluatedProperties: /* @__PURE__ */ words.unknownField("unevaluatedProperty"),
  propertyNames: words.propertyNames,
  minProperties: /* @__PURE__ */ words.length("object", ">="),
  maxProperties: /* @__PURE__ */ words.length("object", "<="),
  enum: words.enumValue,
  const: words.constant,
  minimum: words.limit,
  maximum: words.limit,
  exclusiveMinimum: words.limit,
  exclusiveMaximum: words.limit,
  multipleOf: words.multipleOf,
  minLength: /* @__PURE__ */ words.length("str", ">="),
  maxLength: /* @__PURE__ */ words.length("str", "<="),
  pattern: words.pattern,
  format: words.format,
  minItems: /* @__PURE__ */ words.length("array", ">="),
  maxItems: /* @__PURE__ */ words.length("array", "<="),
  items: /* @__PURE__ */ words.length("array", "<="),
  unevaluatedItems: /* @__PURE__ */ words.length("array", "<="),
  uniqueItems: words.uniqueItems,
  contains: words.contains,
  anyOf: /* @__PURE__ */ words.plainly("Value matches none of the allowed shapes"),
  oneOf: words.oneOf,
  not: /* @__PURE__ */ words.plainly("Value matches a shape that is not allowed"),
  if: /* @__PURE__ */ words.plainly("Value breaks a conditional rule"),
  "false schema": /* @__PURE__ */ words.plainly("No value is allowed"),
};

/** How errors sum up others, by their keyword. Of these as well. */
export const sums: Readonly<Record<string, choices.Sum>> = {
  anyOf: choices.choice,
  oneOf: choices.choice,
  if: choices.condition,
};
