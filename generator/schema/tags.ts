/** Which property tells the kinds apart, and what a schema says that it holds. */
import type { JsonValue, TagValue } from "../model.js";
import { ignoresSiblings } from "./dialect.js";
import { isObject } from "./json.js";
import { type Place, keyOf, own, step } from "./places.js";
import { type Resolver } from "./resolve.js";

/** One way in which a frame may look: the constants of its members, and which members it must have. */
export interface Alternative {
  readonly constants: ReadonlyMap<string, readonly TagValue[]>;
  readonly required: ReadonlySet<string>;
  /** Members whose default is their constant: whoever writes such a schema does not list them as required. */
  readonly defaulted: ReadonlySet<string>;
}

/** Which constant members may be a tag: those that must be there, those with a default too, or any. */
export type TagRule = "required" | "defaulted" | "constant";

const nothing: Alternative = { constants: new Map(), required: new Set(), defaulted: new Set() };
// A union of unions can multiply; what is past this is no protocol.
const mostAlternatives = 1000;

/** The ways in which a frame of this schema may look: one, or one for each branch of `oneOf` and `anyOf`. */
export function alternativesOf(place: Place, resolver: Resolver, seen: readonly string[] = []): readonly Alternative[] {
  const { schema } = place;
  const key = keyOf(place);
  if (!isObject(schema) || seen.includes(key)) return [nothing];
  const inner = [...seen, key];
  const parts: (readonly Alternative[])[] = [];
  const target = followRef(place, resolver);
  if (target !== undefined) parts.push(alternativesOf(target, resolver, inner));
  if (target === undefined || !ignoresSiblings(place.dialect)) {
    parts.push([ownAlternative(place, resolver)]);
    for (const branch of branchesOf(place, "allOf")) parts.push(alternativesOf(branch, resolver, inner));
    for (const name of ["oneOf", "anyOf"]) {
      const branches = branchesOf(place, name);
      if (branches.length > 0) parts.push(branches.flatMap((branch) => alternativesOf(branch, resolver, inner)));
    }
  }
  return parts.reduce(both, [nothing]);
}

/** The branches of `allOf`, `anyOf` or `oneOf`, as places. */
export function branchesOf(place: Place, name: string): Place[] {
  const list = isObject(place.schema) ? own(place.schema, name) : undefined;
  return Array.isArray(list) ? list.map((schema: JsonValue, i) => step(place, [name, String(i)], schema)) : [];
}

/** The schema that `$ref` names, if there is one and it can be found. */
export function followRef(place: Place, resolver: Resolver): Place | undefined {
  const ref = isObject(place.schema) ? own(place.schema, "$ref") : undefined;
  if (typeof ref !== "string") return undefined;
  const target = resolver.resolve(ref, place);
  return "code" in target ? undefined : target;
}

function both(left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] {
  if (left.length * right.length > mostAlternatives) return left;
  return left.flatMap((a) =>
    right.map((b) => ({
      constants: agreed(a.constants, b.constants),
      required: new Set([...a.required, ...b.required]),
      defaulted: new Set([...a.defaulted, ...b.defaulted]),
    })),
  );
}

/** Both hold, so a member has one of the values that both list: a base may list all values, and a kind its own. */
function agreed(a: Alternative["constants"], b: Alternative["constants"]): Alternative["constants"] {
  const all = new Map(a);
  for (const [name, values] of b) {
    const others = a.get(name);
    all.set(name, others === undefined ? values : values.filter((value) => others.includes(value)));
  }
  return all;
}

function ownAlternative(place: Place, resolver: Resolver): Alternative {
  const { schema } = place;
  if (!isObject(schema)) return nothing;
  const properties = own(schema, "properties");
  const required = own(schema, "required");
  const constants = new Map<string, readonly TagValue[]>();
  const defaulted = new Set<string>();
  for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
    const values = constantsOf(step(place, ["properties", name], inner), resolver, []);
    if (values === undefined) continue;
    constants.set(name, values);
    const fallback = isObject(inner) ? own(inner, "default") : undefined;
    if (values.length === 1 && fallback === values[0]) defaulted.add(name);
  }
  const names = Array.isArray(required) ? required.filter((n): n is string => typeof n === "string") : [];
  return { constants, required: new Set(names), defaulted };
}

function isTagValue(value: JsonValue): value is TagValue {
  return (
    typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value))
  );
}

/** The values that a member may hold, where the schema lists them. */
function constantsOf(place: Place, resolver: Resolver, seen: readonly string[]): readonly TagValue[] | undefined {
  const { schema } = place;
  const key = keyOf(place);
  if (!isObject(schema) || seen.includes(key)) return undefined;
  const inner = [...seen, key];
  const target = followRef(place, resolver);
  const referred = target && constantsOf(target, resolver, inner);
  if (referred !== undefined || (target !== undefined && ignoresSiblings(place.dialect))) return referred;
  const constant = own(schema, "const");
  if (constant !== undefined) return isTagValue(constant) ? [constant] : undefined;
  const listed = own(schema, "enum");
  if (Array.isArray(listed) && listed.length > 0) return listed.every(isTagValue) ? listed : undefined;
  for (const branch of branchesOf(place, "allOf")) {
    const values = constantsOf(branch, resolver, inner);
    if (values !== undefined) return values;
  }
  for (const name of ["oneOf", "anyOf"]) {
    const all = branchesOf(place, name).map((branch) => constantsOf(branch, resolver, inner));
    if (all.length > 0 && all.every((values) => values !== undefined)) return all.flat();
  }
  return undefined;
}

/** The values that a member may hold where it may be a tag; undefined where it may not. */
function tagValues(alternative: Alternative, name: string, rule: TagRule): readonly TagValue[] | undefined {
  const { constants, required, defaulted } = alternative;
  const may = rule === "constant" || required.has(name) || (rule === "defaulted" && defaulted.has(name));
  const values = may ? constants.get(name) : undefined;
  return values?.length === 0 ? undefined : values;
}

/** Members that could be the tag in every alternative, with their values. */
export function candidatesOf(
  alternatives: readonly Alternative[],
  rule: TagRule = "required",
): Map<string, readonly TagValue[]> {
  const [first] = alternatives;
  const found = new Map<string, readonly TagValue[]>();
  for (const name of first?.constants.keys() ?? []) {
    const all = alternatives.map((a) => tagValues(a, name, rule));
    if (all.every((values) => values !== undefined)) found.set(name, [...new Set(all.flat())]);
  }
  return found;
}

/** The value of each tag; `undefined` where a kind does not fix that tag. */
export type TagRow = readonly (TagValue | undefined)[];

/** The value tuples of a frame: one for each kind that it describes; none where some alternative has no tag. */
export function kindsOf(alternatives: readonly Alternative[], tags: readonly string[], rule: TagRule): TagRow[] {
  const tuples = new Map<string, TagRow>();
  const tagged = (a: Alternative): boolean => tags.some((tag) => tagValues(a, tag, rule) !== undefined);
  if (!alternatives.every(tagged)) return [];
  for (const alternative of alternatives) {
    let rows: TagRow[] = [[]];
    for (const tag of tags) {
      const values = tagValues(alternative, tag, rule);
      rows = rows.flatMap((row) => (values ?? [undefined]).map((value) => [...row, value]));
    }
    for (const row of rows) if (row.some((v) => v !== undefined)) tuples.set(rowKey(row), row);
  }
  return [...tuples.values()];
}

/** Equal for equal tuples. */
export function rowKey(row: TagRow): string {
  return JSON.stringify(row.map((value) => value ?? null));
}

/** Those of these tags that a frame has in each of its kinds, though its schema does not ask for them. */
export function optionalTags(alternatives: readonly Alternative[], tags: readonly string[], rule: TagRule): string[] {
  return tags.filter(
    (tag) =>
      alternatives.every((a) => tagValues(a, tag, rule) !== undefined) &&
      !alternatives.every((a) => a.required.has(tag)),
  );
}
