import { cut, escape, quote } from "./quote.js";
import type { AjvError } from "./validate.js";
import { own, typeName } from "./value.js";
import type { PlainObject } from "./value.js";

type Params = AjvError["params"];

/** What is said of an error with these parameters, about a value. */
export type Wording = (params: Params, value: unknown) => string;

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

export const typeMismatch: Wording = (params, value) => wrongType(expectedTypes(params), value);
export const requiredField: Wording = (params) => missingField(params["missingProperty"]);
export const dependentField: Wording = (params) =>
  `${missingField(params["missingProperty"])}, which goes with ${code(params["property"])}`;

/** `name` is that of the parameter that holds the member's name. */
export function unknownField(name: string): Wording {
  return (params) => `Object contains unknown field ${code(params[name])}`;
}

export const fieldName: Wording = (params) => `Object contains invalid field name ${show(params["propertyName"])}`;

/** A length that is beyond a limit. */
export function lengthLimit(what: string, comparison: string): Wording {
  return (params) => `Expected \`${what}\` of length ${comparison} ${show(params["limit"])}`;
}

export const enumValue: Wording = (_params, value) => `Invalid enum value ${show(value)}`;
export const constantValue: Wording = (_params, value) => `Invalid value ${show(value)}`;
export const valueLimit: Wording = (params, value) =>
  `Expected ${code(typeName(value))} ${String(params["comparison"])} ${show(params["limit"])}`;
export const multiple: Wording = (params, value) =>
  `Expected ${code(typeName(value))} that's a multiple of ${show(params["multipleOf"])}`;
export const patternMatch: Wording = (params) => `Expected \`str\` matching regex ${show(params["pattern"])}`;
export const formatMatch: Wording = (params, value) =>
  `Expected ${code(typeName(value))} in format ${show(params["format"])}`;
export const itemsAlike: Wording = (params) =>
  `Expected \`array\` of different items, got items ${show(params["j"])} and ${show(params["i"])} alike`;

export const matchingItems: Wording = (params) => {
  const most = params["maxContains"] === undefined ? "" : ` and at most ${show(params["maxContains"])}`;
  return `Expected \`array\` with at least ${show(params["minContains"])}${most} matching items`;
};

export const oneShape: Wording = (params) =>
  `Value matches ${Array.isArray(params["passingSchemas"]) ? "more than one" : "none"} of the allowed shapes`;

/** Words that say all. */
export function plainly(words: string): Wording {
  return () => words;
}

/** What an error says of which nothing else is known. */
export function otherRule(keyword: string): string {
  return `Invalid value, by the rule ${code(keyword)}`;
}

function code(text: unknown): string {
  return `\`${escape(cut(String(text)))}\``;
}
