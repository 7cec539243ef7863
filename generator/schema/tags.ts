/** Which property tells the kinds apart, and what a schema says that it holds. */
import type { JsonValue, TagValue } from "../model.js";
import { isObject } from "./json.js";
import { type Place, keyOf, own, step } from "./places.js";
import { type Resolver } from "./resolve.js";

/** One way in which a frame may look: the constants of its members, and which members it must have. */
export interface Alternative {
  readonly constants: ReadonlyMap<string, readonly TagValue[]>;
  readonly required: ReadonlySet<string>;
}

const nothing: Alternative = { constants: new Map(), required: new Set() };
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
  if (target === undefined || place.dialect === "2020-12") {
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
      constants: new Map([...a.constants, ...b.constants]),
      required: new Set([...a.required, ...b.required]),
    })),
  );
}

function ownAlternative(place: Place, resolver: Resolver): Alternative {
  const { schema } = place;
  if (!isObject(schema)) return nothing;
  const properties = own(schema, "properties");
  const required = own(schema, "required");
  const constants = new Map<string, readonly TagValue[]>();
  for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
    const values = constantsOf(step(place, ["properties", name], inner), resolver, []);
    if (values !== undefined) constants.set(name, values);
  }
  const names = Array.isArray(required) ? required.filter((n): n is string => typeof n === "string") : [];
  return { constants, required: new Set(names) };
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
  if (referred !== undefined || (target !== undefined && place.dialect === "draft-07")) return referred;
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

/** Members that could be the tag: required, and constant, in every alternative. With their values. */
export function candidatesOf(alternatives: readonly Alternative[]): Map<string, readonly TagValue[]> {
  const [first] = alternatives;
  const found = new Map<string, readonly TagValue[]>();
  for (const name of first?.constants.keys() ?? []) {
    const all = alternatives.map((a) => (a.required.has(name) ? a.constants.get(name) : undefined));
    if (all.every((values) => values !== undefined)) found.set(name, [...new Set(all.flat())]);
  }
  return found;
}

/** The value tuples of a frame: one for each kind that it describes; none where some alternative has no tag. */
export function kindsOf(alternatives: readonly Alternative[], tags: readonly string[]): (TagValue | undefined)[][] {
  const tuples = new Map<string, (TagValue | undefined)[]>();
  const tagged = (a: Alternative): boolean => tags.some((tag) => a.required.has(tag) && a.constants.has(tag));
  if (!alternatives.every(tagged)) return [];
  for (const alternative of alternatives) {
    let rows: (TagValue | undefined)[][] = [[]];
    for (const tag of tags) {
      const values = alternative.required.has(tag) ? alternative.constants.get(tag) : undefined;
      rows = rows.flatMap((row) => (values ?? [undefined]).map((value) => [...row, value]));
    }
    for (const row of rows)
      if (row.some((v) => v !== undefined)) tuples.set(JSON.stringify(row.map((v) => v ?? null)), row);
  }
  return [...tuples.values()];
}
