/** What single schemas mean in TypeScript. */
import type { JsonValue, Schema, SchemaObject, TypeName } from "../model.js";
import { memberName, quote } from "./quote.js";

/** `type: object` and nothing more: says nothing beside a reference to an object, and would open it. */
export function isBareObject(schema: SchemaObject): boolean {
  const opens = schema.additionalProperties ?? schema.unevaluatedProperties ?? false;
  const says = [schema.properties, schema.required, schema.patternProperties, schema.const, schema.enum];
  return schema.type === "object" && opens === false && says.every((value) => value === undefined);
}

/** The types that a value may have; those that its keywords are about where `type` is left out. */
export function typesOf(schema: SchemaObject): readonly TypeName[] | undefined {
  if (schema.type !== undefined) return typeof schema.type === "string" ? [schema.type] : schema.type;
  const object = [schema.properties, schema.patternProperties, schema.required, schema.additionalProperties];
  if (object.some((value) => value !== undefined)) return ["object"];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ["array"] : undefined;
}

/** The type of members that are not named: closed unless the schema opens the object. */
export function restOf(schema: SchemaObject, named: boolean): Schema {
  const { additionalProperties, patternProperties, unevaluatedProperties } = schema;
  const patterns = Object.values(patternProperties ?? {});
  const [pattern] = patterns;
  if (!named && patterns.length === 1 && additionalProperties === false && pattern !== undefined) return pattern;
  if (patterns.length > 0) return true;
  const rest = additionalProperties ?? unevaluatedProperties;
  if (rest === undefined) return !named;
  // TypeScript wants the index signature to fit the named members as well, which the schema does not say.
  return named && typeof rest === "object" ? true : rest;
}

export function isOfType(value: JsonValue, type: TypeName): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

export function literalType(value: JsonValue): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((v: JsonValue) => literalType(v)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([name, v]) => `${memberName(name)}: ${literalType(v as JsonValue)}`);
  return members.length === 0 ? "Record<string, never>" : `{ ${members.join("; ")} }`;
}
