/**
 * What we know of each keyword of JSON Schema, from draft-04 to draft 2020-12: which subschemas it holds, what its value must
 * look like, and in which draft it counts. Sources: json-schema.org/draft-07/json-schema-validation.html and
 * json-schema.org/draft/2020-12/json-schema-core.html.
 */
import type { JsonValue } from "../model.js";
import { type Dialect, dialects, isBefore } from "./dialect.js";

/** Where the subschemas of a keyword are: in the value itself, in a list of them, in a map of them. */
export type Holds = "schema" | "list" | "map" | "schema-or-list" | "schemas-and-names" | "nothing";

export interface Keyword {
  readonly holds: Holds;
  /** What the value must be, in words; and the test of it. Subschemas are tested where they are visited. */
  readonly expected: string;
  readonly accepts: (value: JsonValue) => boolean;
  /** The first and the last draft that know it, where not all do. */
  readonly since?: Dialect;
  readonly until?: Dialect;
  /** Says nothing about which values are valid. */
  readonly annotation?: boolean;
}

const typeNames = new Set<JsonValue>(["null", "boolean", "integer", "number", "string", "array", "object"]);

const isObject = (v: JsonValue): boolean => typeof v === "object" && v !== null && !Array.isArray(v);
const isString = (v: JsonValue): boolean => typeof v === "string";
const isBoolean = (v: JsonValue): boolean => typeof v === "boolean";
const isNumber = (v: JsonValue): boolean => typeof v === "number";
const isCount = (v: JsonValue): boolean => typeof v === "number" && Number.isInteger(v) && v >= 0;
const isArray = (v: JsonValue): v is readonly JsonValue[] => Array.isArray(v);
const isNames = (v: JsonValue): boolean => isArray(v) && v.every(isString) && new Set(v).size === v.length;
const isType = (v: JsonValue): boolean =>
  typeNames.has(v) || (isArray(v) && v.length > 0 && v.every((t) => typeNames.has(t)) && new Set(v).size === v.length);
const isNamesMap = (v: JsonValue): boolean => isObject(v) && Object.values(v ?? {}).every(isNames);
const anything = (): boolean => true;

const schema: Keyword = { holds: "schema", expected: "a schema", accepts: anything };
const schemas: Keyword = {
  holds: "list",
  expected: "a list of at least one schema",
  accepts: (v) => isArray(v) && v.length > 0,
};
const schemaMap: Keyword = { holds: "map", expected: "an object of schemas", accepts: isObject };
const count: Keyword = { holds: "nothing", expected: "a whole number of 0 or more", accepts: isCount };
const number: Keyword = { holds: "nothing", expected: "a number", accepts: isNumber };
const text: Keyword = { holds: "nothing", expected: "a string", accepts: isString };
const flag: Keyword = { holds: "nothing", expected: "true or false", accepts: isBoolean };
const value: Keyword = { holds: "nothing", expected: "any value", accepts: anything };
const list: Keyword = { holds: "nothing", expected: "a list", accepts: isArray };

const since = (dialect: Dialect, k: Keyword): Keyword => ({ ...k, since: dialect });
const until = (dialect: Dialect, k: Keyword): Keyword => ({ ...k, until: dialect });
const note = (k: Keyword): Keyword => ({ ...k, annotation: true });

export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  // identifiers and references
  ["$schema", note(text)],
  ["$id", note(text)],
  ["$ref", text],
  ["$comment", note(text)],
  ["$anchor", note(since("2019-09", text))],
  ["$dynamicAnchor", note(since("2020-12", text))],
  ["$dynamicRef", since("2020-12", text)],
  ["$vocabulary", note(since("2019-09", { ...value, expected: "an object", accepts: isObject }))],
  ["$defs", note(schemaMap)],
  ["definitions", note(schemaMap)],
  ["$recursiveRef", until("2019-09", since("2019-09", text))],
  ["$recursiveAnchor", note(until("2019-09", since("2019-09", flag)))],
  // any type
  [
    "type",
    {
      holds: "nothing",
      expected: "one of null, boolean, integer, number, string, array, object, or a list of them",
      accepts: isType,
    },
  ],
  ["const", since("draft-06", value)],
  ["enum", list],
  // numbers
  ["multipleOf", { holds: "nothing", expected: "a number above 0", accepts: (v) => typeof v === "number" && v > 0 }],
  ["minimum", number],
  ["maximum", number],
  ["exclusiveMinimum", number],
  ["exclusiveMaximum", number],
  // strings
  ["minLength", count],
  ["maxLength", count],
  ["pattern", text],
  ["format", text],
  // arrays
  ["prefixItems", since("2020-12", schemas)],
  ["items", { holds: "schema-or-list", expected: "a schema", accepts: anything }],
  ["additionalItems", until("2019-09", schema)],
  ["contains", since("draft-06", schema)],
  ["minContains", since("2019-09", count)],
  ["maxContains", since("2019-09", count)],
  ["minItems", count],
  ["maxItems", count],
  ["uniqueItems", flag],
  ["unevaluatedItems", since("2019-09", schema)],
  // objects
  ["properties", schemaMap],
  ["patternProperties", schemaMap],
  ["additionalProperties", schema],
  ["propertyNames", since("draft-06", schema)],
  ["unevaluatedProperties", since("2019-09", schema)],
  ["minProperties", count],
  ["maxProperties", count],
  ["required", { holds: "nothing", expected: "a list of different names", accepts: isNames }],
  [
    "dependentRequired",
    since("2019-09", { holds: "nothing", expected: "an object of lists of names", accepts: isNamesMap }),
  ],
  ["dependentSchemas", since("2019-09", schemaMap)],
  [
    "dependencies",
    { holds: "schemas-and-names", expected: "an object of schemas or lists of names", accepts: isObject },
  ],
  // combinations
  ["allOf", schemas],
  ["anyOf", schemas],
  ["oneOf", schemas],
  ["not", schema],
  ["if", since("draft-07", schema)],
  ["then", since("draft-07", schema)],
  ["else", since("draft-07", schema)],
  // annotations
  ["title", note(text)],
  ["description", note(text)],
  ["default", note(value)],
  ["examples", note(list)],
  ["deprecated", note(flag)],
  ["readOnly", note(flag)],
  ["writeOnly", note(flag)],
  ["contentEncoding", note(text)],
  ["contentMediaType", note(text)],
  ["contentSchema", note(schema)],
  // of OpenAPI's base vocabulary (spec.openapis.org/oas/3.1/dialect/base), as msgspec and pydantic write them
  ["discriminator", note({ ...value, expected: "an object", accepts: isObject })],
  ["example", note(value)],
  ["externalDocs", note(value)],
  ["xml", note(value)],
]);

/** Whether the keyword counts in that draft. */
export function knows(dialect: Dialect, name: string): boolean {
  const keyword = keywords.get(name);
  if (keyword === undefined) return false;
  const { since: first = dialect, until: last = dialect } = keyword;
  return !isBefore(dialect, first) && !isBefore(last, dialect);
}

/** The drafts in which a keyword counts, oldest first. */
export function draftsOf(name: string): Dialect[] {
  return dialects.filter((dialect) => knows(dialect, name));
}

/** Names of the keywords that a draft knows, for suggestions. */
export function keywordsOf(dialect: Dialect): readonly string[] {
  const known = names.get(dialect) ?? [...keywords.keys()].filter((name) => knows(dialect, name));
  names.set(dialect, known);
  return known;
}

const names = new Map<Dialect, readonly string[]>();

/** A subschema, and its place below its parent as pointer tokens. */
export interface Child {
  readonly tokens: readonly string[];
  readonly schema: JsonValue;
}

/** The subschemas below one keyword, in the order of the file. */
export function childrenOf(name: string, at: JsonValue): Child[] {
  const keyword = keywords.get(name);
  if (keyword === undefined) return [];
  const items = (): Child[] => (isArray(at) ? at.map((schema, i) => ({ tokens: [name, String(i)], schema })) : []);
  const entries = (): Child[] =>
    typeof at === "object" && at !== null && !isArray(at)
      ? Object.entries(at).map(([key, schema]) => ({ tokens: [name, key], schema }))
      : [];
  switch (keyword.holds) {
    case "nothing":
      return [];
    case "schema":
      return [{ tokens: [name], schema: at }];
    case "list":
      return items();
    case "map":
      return entries();
    case "schema-or-list":
      return isArray(at) ? items() : [{ tokens: [name], schema: at }];
    case "schemas-and-names":
      return entries().filter((child) => !isArray(child.schema));
  }
}
