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

/** One of the unions of a schema. */
export interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly branches: readonly Schema[];
}

export function unionsOf(s: SchemaObject): Union[] {
  const union = (keyword: "anyOf" | "oneOf"): Union[] => {
    const branches = s[keyword];
    return branches === undefined ? [] : [{ keyword, branches }];
  };
  return [...union("anyOf"), ...union("oneOf")];
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

/** Branches that list single values, as one list. */
export function enumeration(branches: readonly Schema[], sort: Sort): Schema | undefined {
  const plain: ReadonlySet<string> = new Set([
    "const",
    "enum",
    "type",
    "title",
    "description",
    "examples",
    "default",
    "deprecated",
  ]);
  const values: JsonValue[] = [];
  for (const branch of branches) {
    if (typeof branch === "boolean" || !Object.keys(branch).every((name) => plain.has(name))) return undefined;
    const list = listed(branch);
    if (list === undefined) {
      if (allows(branch, sort)) return undefined;
    } else values.push(...list.filter((value) => sortOf(value) === sort && allows(branch, sort)));
  }
  return new Set(values).size === values.length ? { enum: values } : undefined;
}

/** Whether no object can be of two of these, each given by all that applies: one asks for what the other forbids. */
export function areExclusive(objects: readonly (readonly SchemaObject[])[]): boolean {
  return objects.every((a, i) => objects.slice(i + 1).every((b) => excludes(a, b) || excludes(b, a)));
}

function excludes(a: readonly SchemaObject[], b: readonly SchemaObject[]): boolean {
  const required = a.flatMap((s) => s.required ?? []);
  const forbids = (s: SchemaObject, name: string): boolean =>
    s.additionalProperties === false && s.patternProperties === undefined && !Object.hasOwn(s.properties ?? {}, name);
  return required.some((name) => b.some((s) => forbids(s, name)));
}
