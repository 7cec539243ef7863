/** The way through a normalised schema. */
import type { Definition, Schema, SchemaObject } from "../model.js";

const isList = among(["prefixItems", "allOf", "anyOf", "oneOf"]);
const isMap = among(["properties", "patternProperties", "dependentSchemas"]);
const isSingle = among([
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
]);

function among<const Name extends string>(names: readonly Name[]): (name: string) => name is Name {
  const known: ReadonlySet<string> = new Set(names);
  return (name): name is Name => known.has(name);
}

/** A schema object whose members can be set. */
export type MutableSchema = { -readonly [K in keyof SchemaObject]: SchemaObject[K] };

/** A copy of a schema; `change` is called with the copy of each schema object in it, the parts before the whole. */
export function mapSchema(schema: Schema, change: (copy: MutableSchema) => void): Schema {
  if (typeof schema === "boolean") return schema;
  const copy: MutableSchema = { ...schema };
  // Most schemas say little, and nothing that holds others.
  for (const name of Object.keys(schema)) {
    if (isSingle(name)) {
      const inner = schema[name];
      if (inner !== undefined) copy[name] = mapSchema(inner, change);
    } else if (isList(name)) {
      const inner = schema[name];
      if (inner !== undefined) copy[name] = inner.map((s) => mapSchema(s, change));
    } else if (isMap(name)) {
      const inner = schema[name];
      if (inner !== undefined)
        copy[name] = Object.fromEntries(Object.entries(inner).map(([k, s]) => [k, mapSchema(s, change)]));
    }
  }
  change(copy);
  return copy;
}

/** A schema and all schemas inside of it. */
export function* schemasIn(schema: Schema): Generator<Schema> {
  const open = [schema];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    yield at;
    if (typeof at === "boolean") continue;
    for (const name of Object.keys(at)) {
      if (isSingle(name)) open.push(at[name] ?? true);
      else if (isList(name)) open.push(...(at[name] ?? []));
      else if (isMap(name)) open.push(...Object.values(at[name] ?? {}));
    }
  }
}

/** The keywords of a schema and of all schemas inside of it; the schema `false` is one of its own. */
export function keywordsIn(schema: Schema): Set<string> {
  const keywords = new Set<string>();
  for (const at of schemasIn(schema)) {
    if (typeof at === "object") for (const keyword of Object.keys(at)) keywords.add(keyword);
    else if (!at) keywords.add("false schema");
  }
  return keywords;
}

/** The definitions that a schema refers to, as often as it does. */
export function refsIn(schema: Schema): string[] {
  const refs: string[] = [];
  for (const at of schemasIn(schema)) if (typeof at === "object" && at.$ref !== undefined) refs.push(at.$ref);
  return refs;
}

/** The definitions of these names and all that they refer to, by whatever way; in the order of `all`. */
export function reachedBy(
  names: readonly string[],
  all: ReadonlyMap<string, Definition>,
): ReadonlyMap<string, Definition> {
  const reached = new Set(names);
  // A set can grow while it is gone through.
  for (const name of reached) for (const ref of refsIn(all.get(name)?.schema ?? true)) reached.add(ref);
  return new Map([...all].filter(([name]) => reached.has(name)));
}

/** How many schemas a schema holds, itself included. */
export function sizeOf(schema: Schema): number {
  let size = 0;
  for (const _ of schemasIn(schema)) size += 1;
  return size;
}

/** Keywords that reach doc comments, and say nothing about values. */
export const annotations = ["title", "description", "examples", "default", "deprecated"] as const;

/** Copies that were made already: several stages ask for the same. */
const bare = new WeakMap<SchemaObject, Schema>();

/** A copy of a schema that holds only what decides which values are valid. The same one each time. */
export function withoutAnnotations(schema: Schema): Schema {
  if (typeof schema === "boolean") return schema;
  const known = bare.get(schema);
  if (known !== undefined) return known;
  const made = mapSchema(schema, (copy) => {
    for (const name of annotations) delete copy[name];
  });
  bare.set(schema, made);
  return made;
}

/** Whether a keyword asks for what other keywords have evaluated. */
export function usesUnevaluated(definitions: readonly Definition[]): boolean {
  return definitions.some(({ schema }) => /"unevaluated(Items|Properties)"/.test(JSON.stringify(schema)));
}
