import { cut, escape, quote } from "./quote.js";
import type { AjvError } from "./validate.js";
import { own, typeName } from "./value.js";
import type { PlainObject } from "./value.js";

type Params = AjvError["params"];
type Wording = (params: Params, value: unknown) => string;

/** What an error of a validator says, without its place. `value` is what stands there. */
export function words(error: AjvError, value: unknown): string {
  const wording = Object.hasOwn(wordings, error.keyword) ? wordings[error.keyword] : undefined;
  return wording?.(error.params, value) ?? `Invalid value, by the rule \`${escape(cut(error.keyword))}\``;
}

/** ``Object missing required field `phase` ``. */
export function missingField(name: unknown): string {
  return `Object missing required field ${code(name)}`;
}

/** ``Expected `int | null`, got `str` ``. */
export function wrongType(types: readonly string[], value: unknown): string {
  return `Expected ${code([...new Set(types)].join(" | "))}, got ${code(typeName(value))}`;
}

/** The types that an error of the keyword `type` asks for, in the words of messages. */
export function expectedTypes(params: Params): readonly string[] {
  const types: unknown = params["type"];
  const names: readonly unknown[] = Array.isArray(types) ? types : String(types).split(",");
  return names.map((name) => String(own(typeNames, String(name)) ?? name));
}

/** A value of the schema or the frame, as short text. */
export function show(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "object" && value !== null) return `of type ${code(typeName(value))}`;
  return String(value);
}

const typeNames: PlainObject = { integer: "int", number: "float", string: "str", boolean: "bool" };

const wordings: Readonly<Record<string, Wording>> = {
  type: (params, value) => wrongType(expectedTypes(params), value),
  required: (params) => missingField(params["missingProperty"]),
  dependentRequired: (params) =>
    `${missingField(params["missingProperty"])}, which goes with ${code(params["property"])}`,
  additionalProperties: (params) => `Object contains unknown field ${code(params["additionalProperty"])}`,
  unevaluatedProperties: (params) => `Object contains unknown field ${code(params["unevaluatedProperty"])}`,
  propertyNames: (params) => `Object contains invalid field name ${show(params["propertyName"])}`,
  minProperties: (params) => `Expected \`object\` of length >= ${show(params["limit"])}`,
  maxProperties: (params) => `Expected \`object\` of length <= ${show(params["limit"])}`,
  enum: (_params, value) => `Invalid enum value ${show(value)}`,
  const: (_params, value) => `Invalid value ${show(value)}`,
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: (params, value) => `Expected ${code(typeName(value))} that's a multiple of ${show(params["multipleOf"])}`,
  minLength: (params) => `Expected \`str\` of length >= ${show(params["limit"])}`,
  maxLength: (params) => `Expected \`str\` of length <= ${show(params["limit"])}`,
  pattern: (params) => `Expected \`str\` matching regex ${show(params["pattern"])}`,
  format: (params, value) => `Expected ${code(typeName(value))} in format ${show(params["format"])}`,
  minItems: (params) => `Expected \`array\` of length >= ${show(params["limit"])}`,
  maxItems: (params) => `Expected \`array\` of length <= ${show(params["limit"])}`,
  items: (params) => `Expected \`array\` of length <= ${show(params["limit"])}`,
  unevaluatedItems: (params) => `Expected \`array\` of length <= ${show(params["limit"])}`,
  uniqueItems: (params) =>
    `Expected \`array\` of different items, got items ${show(params["j"])} and ${show(params["i"])} alike`,
  contains,
  anyOf: () => "Value matches none of the allowed shapes",
  oneOf: (params) =>
    Array.isArray(params["passingSchemas"])
      ? "Value matches more than one of the allowed shapes"
      : "Value matches none of the allowed shapes",
  not: () => "Value matches a shape that is not allowed",
  if: () => "Value breaks a conditional rule",
  "false schema": () => "No value is allowed",
};

function limit(params: Params, value: unknown): string {
  return `Expected ${code(typeName(value))} ${String(params["comparison"])} ${show(params["limit"])}`;
}

function contains(params: Params): string {
  const most = params["maxContains"] === undefined ? "" : ` and at most ${show(params["maxContains"])}`;
  return `Expected \`array\` with at least ${show(params["minContains"])}${most} matching items`;
}

function code(text: unknown): string {
  return `\`${escape(cut(String(text)))}\``;
}
