/** What single schemas say of values of a sort, without what they refer to. */
import type { JsonValue, Schema, SchemaObject, TypeName } from "../../model.js";

/** Keywords for whose sake values of a type are never sure. */
const unsure: Readonly<Record<"all" | "text" | "array" | "object", readonly (keyof SchemaObject)[]>> = {
  all: ["not", "if"],
  text: ["pattern"],
  array: ["contains", "uniqueItems", "unevaluatedItems"],
  object: ["patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties"],
};

/** What tells values apart before anything else. */
export type Sort = "null" | "boolean" | "number" | "string" | "array" | "object";

/** What one schema says of the member of this name. */
export function memberOf(s: SchemaObject, name: string): Schema[] {
  if (s.properties !== undefined && Object.hasOwn(s.properties, name)) return [s.properties[name] ?? true];
  return s.additionalProperties === undefined ? [] : [s.additionalProperties];
}

/** The values that a schema lists, if it does. */
export function listed(s: SchemaObject): readonly JsonValue[] | undefined {
  return s.const === undefined
    ? s.enum
    : s.enum === undefined
      ? [s.const]
      : s.enum.filter((value) => value === s.const);
}

export function sortOf(value: JsonValue): Sort {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

/** Whether the types of a schema include a sort. */
export function allows({ type }: SchemaObject, sort: Sort): boolean {
  if (type === undefined) return true;
  const types: readonly TypeName[] = typeof type === "string" ? [type] : type;
  return types.some((name) => name === sort || (sort === "number" && name === "integer"));
}

/** Whether a schema asks more of a sort than can be told. */
export function isUnsure(s: SchemaObject, sort: Sort): boolean {
  const names = sort === "string" ? unsure.text : sort === "array" || sort === "object" ? unsure[sort] : [];
  return [...unsure.all, ...names].some(
    (name) => s[name] !== undefined && !(name === "uniqueItems" && s.uniqueItems === false),
  );
}

/** A schema as rules read it: a text may also be empty, whatever its format. */
export interface Lenient extends SchemaObject {
  readonly orEmpty?: true;
}
