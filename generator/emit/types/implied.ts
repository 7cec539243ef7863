/** Single keywords, said in terms of those that TypeScript has a word for. */
import type { JsonValue, Schema, SchemaObject } from "../../model.js";
import { isOfType } from "../../print/typescript.js";
import { annotations } from "../../schema/traverse.js";
import { type JsonType, jsonTypes } from "./type.js";

/** The JSON types that `type` allows, in its order. */
export function allowedTypes({ type }: SchemaObject): readonly JsonType[] {
  if (type === undefined) return jsonTypes;
  const types = typeof type === "string" ? [type] : type;
  return [...new Set(types.map((name) => (name === "integer" ? "number" : name)))];
}

/** The values that `const` and `enum` allow, as far as `type` does. */
export function constantsOf(schema: SchemaObject): readonly JsonValue[] | undefined {
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  return types === undefined ? values : values?.filter((value) => types.some((type) => isOfType(value, type)));
}

/** What `if`, `dependentRequired`, `dependentSchemas` and `not` say of a value in other words; all of it holds. */
export function impliedBy(schema: SchemaObject): readonly Schema[] {
  const { dependentRequired = {}, dependentSchemas = {} } = schema;
  return [
    ...(schema.if === undefined ? [] : [eitherWay(schema.if, schema)]),
    ...Object.entries(dependentRequired).map(([name, required]) => dependent(name, { required })),
    ...Object.entries(dependentSchemas).map(([name, inner]) => dependent(name, inner)),
    ...(schema.not === undefined ? [] : [opposite(schema.not)]),
  ];
}

function eitherWay(condition: Schema, { then: yes = true, else: no = true }: SchemaObject): Schema {
  if (typeof condition === "boolean") return condition ? yes : no;
  return { anyOf: [{ allOf: [condition, yes] }, no] };
}

/** What holds of objects that have a member. */
function dependent(name: string, schema: Schema): Schema {
  return { anyOf: [without(name), { allOf: [{ required: [name] }, schema] }] };
}

function without(name: string): Schema {
  return { properties: Object.fromEntries([[name, false]]) };
}

const notes: ReadonlySet<string> = new Set(annotations);

/** What can be said of the values that are not of a schema; `true` where nothing can. */
function opposite(schema: Schema): Schema {
  if (typeof schema === "boolean") return !schema;
  const says = Object.keys(schema).filter((keyword) => !notes.has(keyword));
  const [keyword] = says;
  if (keyword === undefined) return false;
  if (says.length > 1) return true;
  const [name, ...others] = schema.required ?? [];
  if (name !== undefined && others.length === 0) return { allOf: [{ type: "object" }, without(name)] };
  if (schema.not !== undefined) return schema.not;
  if (schema.anyOf !== undefined) return { allOf: schema.anyOf.map(opposite) };
  return schema.type === undefined ? true : { type: otherTypes(schema) };
}

/** A number may still be one where integers are excluded. */
function otherTypes(schema: SchemaObject): readonly JsonType[] {
  const excluded = [schema.type].flat();
  return jsonTypes.filter((type) => !excluded.includes(type));
}
