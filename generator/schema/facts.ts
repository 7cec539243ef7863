/** What single keywords say about how a value is read; see shape.ts. */
import type { Schema, SchemaObject } from "../model.js";

/** What the keywords of a schema say about how its values are read. */
export interface Facts {
  /** Members that some subschema names, in order. */
  readonly names: Set<string>;
  readonly required: Set<string>;
  /** A keyword looks at members that are not named, or counts them. */
  seesAll: boolean;
  /** A branch of a union takes any object. */
  open: boolean;
  /** A keyword looks at the value as a whole. */
  whole: boolean;
  items: boolean;
  prefix: number;
}

export function noFacts(): Facts {
  return { names: new Set(), required: new Set(), seesAll: false, open: false, whole: false, items: false, prefix: 0 };
}

/** Adds what another schema of the same value says. */
export function add(to: Facts, more: Facts): void {
  for (const name of more.names) to.names.add(name);
  to.seesAll ||= more.seesAll;
  to.open ||= more.open;
  to.whole ||= more.whole;
  to.items ||= more.items;
  to.prefix = Math.max(to.prefix, more.prefix);
}

/** Keywords that say something of texts, numbers and the like alone. */
const scalar: ReadonlySet<string> = new Set(
  "type minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format".split(" "),
);

/** Whether a schema says nothing that {@link ownFacts} or {@link conditionals} would find, nor refers to another. */
export function hasNoParts(schema: Schema): boolean {
  if (typeof schema === "boolean") return true;
  return Object.entries(schema).every(
    ([name, value]) =>
      scalar.has(name) ||
      (name === "const" && !isStructured(value)) ||
      (name === "enum" && Array.isArray(value) && !value.some(isStructured)),
  );
}

/** Subschemas of the same value that may or may not apply. */
export function conditionals(s: SchemaObject): Schema[] {
  return [s.not, s.if, s.then, s.else, ...Object.values(s.dependentSchemas ?? {})].filter((part) => part !== undefined);
}

/** Adds what one schema says by itself, without its subschemas. */
export function ownFacts(s: SchemaObject, facts: Facts): void {
  for (const name of Object.keys(s.properties ?? {})) facts.names.add(name);
  for (const name of s.required ?? []) {
    facts.names.add(name);
    facts.required.add(name);
  }
  for (const [name, needs] of Object.entries(s.dependentRequired ?? {}))
    for (const n of [name, ...needs]) facts.names.add(n);
  for (const name of Object.keys(s.dependentSchemas ?? {})) facts.names.add(name);
  const blind = [
    s.additionalProperties,
    s.patternProperties,
    s.propertyNames,
    s.unevaluatedProperties,
    s.minProperties,
    s.maxProperties,
  ];
  if (blind.some((value) => value !== undefined)) facts.seesAll = true;
  if (isStructured(s.const) || (s.enum ?? []).some(isStructured) || s.uniqueItems === true || s.contains !== undefined)
    facts.whole = true;
  const arrays = [s.items, s.unevaluatedItems, s.minItems, s.maxItems];
  if (arrays.some((value) => value !== undefined)) facts.items = true;
  facts.prefix = Math.max(facts.prefix, s.prefixItems?.length ?? 0);
}

function isStructured(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
