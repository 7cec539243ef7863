/**
 * Plain schemas: those whose values can be known to be valid without Ajv, described by what a value of each type must be
 * like. What is not plain has no description, and no description lets in what Ajv would refuse.
 */
import type { JsonValue, Schema, SchemaObject } from "../model.js";

/** What makes a value surely valid. */
export type Plain = { readonly is: "anything" } | PlainUnion | PlainReference | PlainValue | PlainTypes;

/** All of these, one or more, or one and no other. */
export interface PlainUnion {
  readonly is: "all" | "any" | "one";
  readonly of: readonly Plain[];
}

/** What the definition of that name is. */
export interface PlainReference {
  readonly is: "definition";
  readonly name: string;
}

/** One of these values. */
export interface PlainValue {
  readonly is: "value";
  readonly of: readonly Scalar[];
}

export type Scalar = string | number | boolean | null;

/** Limits for the values of each type; a type without may not be. */
export interface PlainTypes {
  readonly is: "typed";
  readonly null?: true;
  readonly boolean?: true;
  readonly number?: NumberLimits;
  readonly string?: StringLimits;
  readonly array?: ArrayLimits;
  readonly object?: ObjectLimits;
}

export interface NumberLimits {
  readonly integer: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
}

/** In code points. */
export interface StringLimits {
  readonly minLength: number;
  readonly maxLength: number | undefined;
}

export interface ArrayLimits {
  /** Absent where arrays are not looked into. */
  readonly items: Plain | undefined;
  readonly minItems: number;
  readonly maxItems: number | undefined;
}

export interface ObjectLimits {
  readonly members: readonly PlainMember[];
  /** What other members must be, if there may be any; `ignored` where nothing is said of them. */
  readonly others: Plain | "none" | "ignored";
}

export interface PlainMember {
  readonly name: string;
  readonly plain: Plain;
  readonly required: boolean;
}

const anything: Plain = { is: "anything" };

/** The keywords that a description takes in: a schema with another one is not plain. */
const described: ReadonlySet<string> = new Set(
  `title description examples default deprecated $ref type const enum allOf anyOf oneOf minimum maximum exclusiveMinimum
  exclusiveMaximum minLength maxLength items minItems maxItems properties required additionalProperties`.split(/\s+/),
);

/** Describes a schema by itself: what it refers to may turn out not to be plain. */
export function describe(schema: Schema): Plain | undefined {
  if (typeof schema === "boolean") return schema ? anything : undefined;
  if (Object.keys(schema).some((keyword) => !described.has(keyword))) return undefined;
  const parts = [
    schema.$ref === undefined ? anything : ({ is: "definition", name: schema.$ref } as const),
    schema.const === undefined ? anything : describeValues([schema.const]),
    schema.enum === undefined ? anything : describeValues(schema.enum),
    schema.allOf === undefined ? anything : describeAll("all", schema.allOf),
    schema.anyOf === undefined ? anything : describeAll("any", schema.anyOf),
    schema.oneOf === undefined ? anything : describeAll("one", schema.oneOf),
    describeTypes(schema),
  ];
  const telling = parts.filter((part) => part !== anything);
  const known = telling.filter((part) => part !== undefined);
  if (known.length < telling.length) return undefined;
  return known.length > 1 ? { is: "all", of: known } : (known[0] ?? anything);
}

function describeAll(is: PlainUnion["is"], schemas: readonly Schema[]): Plain | undefined {
  const of = schemas.map(describe).filter((part) => part !== undefined);
  return of.length === schemas.length ? { is, of } : undefined;
}

function describeValues(values: readonly JsonValue[]): Plain | undefined {
  const of = values.filter((value): value is Scalar => typeof value !== "object" || value === null);
  return of.length === values.length ? { is: "value", of } : undefined;
}

/** What the keywords for single types say. */
function describeTypes(schema: SchemaObject): Plain | undefined {
  const { type = ["null", "boolean", "number", "string", "array", "object"] } = schema;
  const types: readonly string[] = typeof type === "string" ? [type] : type;
  const array = types.includes("array") ? describeArrays(schema) : "none";
  const object = types.includes("object") ? describeObjects(schema) : "none";
  if (array === undefined || object === undefined) return undefined;
  const numbers = types.includes("number") || types.includes("integer");
  const typed: PlainTypes = {
    is: "typed",
    ...(types.includes("null") && { null: true }),
    ...(types.includes("boolean") && { boolean: true }),
    ...(numbers && { number: describeNumbers(schema, !types.includes("number")) }),
    ...(types.includes("string") && { string: { minLength: schema.minLength ?? 0, maxLength: schema.maxLength } }),
    ...(array !== "none" && { array }),
    ...(object !== "none" && { object }),
  };
  return schema.type === undefined && !limiting.some((keyword) => schema[keyword] !== undefined) ? anything : typed;
}

const limiting = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "items",
  "minItems",
  "maxItems",
  "properties",
  "required",
  "additionalProperties",
] as const;

function describeNumbers(schema: SchemaObject, integer: boolean): NumberLimits {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return { integer, minimum, maximum, exclusiveMinimum, exclusiveMaximum };
}

function describeArrays({ items, minItems = 0, maxItems }: SchemaObject): ArrayLimits | undefined {
  const isFree = items === undefined && minItems === 0 && maxItems === undefined;
  const plain = describe(items ?? true);
  return plain && { items: isFree ? undefined : plain, minItems, maxItems };
}

function describeObjects(schema: SchemaObject): ObjectLimits | undefined {
  const { properties = {}, required = [] } = schema;
  const others = describeOthers(schema);
  if (others === undefined) return undefined;
  const members: PlainMember[] = [];
  for (const name of new Set([...Object.keys(properties), ...required])) {
    const plain = Object.hasOwn(properties, name) ? describe(properties[name] ?? true) : undeclared(others);
    // What every object inherits under that name would be taken for a member.
    if (plain === undefined || name in Object.prototype) return undefined;
    members.push({ name, plain, required: required.includes(name) });
  }
  return { members, others };
}

function describeOthers({ additionalProperties }: SchemaObject): ObjectLimits["others"] | undefined {
  if (additionalProperties === undefined) return "ignored";
  return additionalProperties === false ? "none" : describe(additionalProperties);
}

/** What a member that is required and not declared must be. */
function undeclared(others: ObjectLimits["others"]): Plain | undefined {
  if (others === "ignored") return anything;
  return others === "none" ? undefined : others;
}
