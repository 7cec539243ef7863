/** What TypeScript can say about JSON values: types as data, and the algebra that keeps them short. */
import type { JsonValue, TypeName } from "../../model.js";

/** To a type an integer is a number. */
export type JsonType = Exclude<TypeName, "integer">;

export const jsonTypes = ["object", "array", "string", "number", "boolean", "null"] as const satisfies JsonType[];

export type Type =
  | { readonly is: "unknown" }
  /** Every value of one JSON type. */
  | { readonly is: "any"; readonly of: JsonType }
  | { readonly is: "literal"; readonly value: JsonValue }
  /** A definition, and the JSON types that its values may have. */
  | { readonly is: "reference"; readonly name: string; readonly types: readonly JsonType[] }
  | { readonly is: "array"; readonly items: Type }
  | TupleType
  | ObjectType
  /** Of nothing: `never`. */
  | { readonly is: "union"; readonly of: readonly Type[] }
  | { readonly is: "intersection"; readonly of: readonly Type[] };

export interface TupleType {
  readonly is: "tuple";
  readonly items: readonly Type[];
  /** How many of the items must be there. */
  readonly least: number;
  /** The items behind these; no more if absent. */
  readonly rest?: Type;
}

export interface ObjectType {
  readonly is: "object";
  readonly members: readonly Member[];
  /** The types of members whose names begin alike. */
  readonly prefixes?: readonly { readonly prefix: string; readonly type: Type }[];
  /** The members that are not named; there are none if absent. */
  readonly rest?: Type;
}

export interface Member {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  /** Lines of its doc comment. */
  readonly doc: readonly string[];
}

export const unknown: Type = { is: "unknown" };
export const never: Type = { is: "union", of: [] };

export function isNever(type: Type): boolean {
  return type.is === "union" && type.of.length === 0;
}

/** The JSON types of a type's values. */
export function typesOf(type: Type): readonly JsonType[] {
  switch (type.is) {
    case "unknown":
      return jsonTypes;
    case "any":
      return [type.of];
    case "literal":
      return [typeOfValue(type.value)];
    case "reference":
      return type.types;
    case "array":
    case "tuple":
      return ["array"];
    case "object":
      return ["object"];
    case "union":
      return [...new Set(type.of.flatMap(typesOf))];
    case "intersection":
      return common(type.of.map(typesOf));
  }
}

/** What all of these lists hold, in the order of the shortest. */
function common(lists: readonly (readonly JsonType[])[]): JsonType[] {
  const [shortest = jsonTypes] = lists.toSorted((a, b) => a.length - b.length);
  return shortest.filter((type) => lists.every((list) => list.includes(type)));
}

export function typeOfValue(value: JsonValue): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  // Of what JSON has, these are left.
  return typeof value as "boolean" | "number" | "string" | "object";
}

export function union(types: readonly Type[]): Type {
  const of = distinct(types.flatMap(alternatives));
  if (of.includes(unknown) || of.filter((type) => type.is === "any").length === jsonTypes.length) return unknown;
  const [only] = of;
  if (only !== undefined && of.length === 1) return only;
  const takesAll = of.some((type) => type.is === "any") && typesOf({ is: "union", of }).length === jsonTypes.length;
  return { is: "union", of: takesAll ? of.toSorted(byJsonType) : of };
}

/** Where everything may come, objects stand before arrays and these before the rest, which says the least. */
function byJsonType(a: Type, b: Type): number {
  const place = (type: Type): number => Math.min(...typesOf(type).map((one) => jsonTypes.indexOf(one)));
  return place(a) - place(b);
}

/** `unknown` for a union of everything. An object that is open by what a schema says is told from any up to here. */
export function simplified(type: Type): Type {
  const all = new Set(alternatives(type).filter(isEveryOf).flatMap(typesOf));
  return all.size === jsonTypes.length ? unknown : type;
}

function isEveryOf(type: Type): boolean {
  return (
    type.is === "any" || (type.is === "object" && type.members.length === 0 && !type.prefixes && type.rest === unknown)
  );
}

/** The members of a union; any other type by itself. */
export function alternatives(type: Type): readonly Type[] {
  return type.is === "union" ? type.of : [type];
}

function distinct(types: readonly Type[]): Type[] {
  if (types.length < 2) return [...types];
  return [...new Map(types.map((type) => [type.is === "unknown" ? "" : JSON.stringify(type), type])).values()];
}

export function intersection(types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.is === "intersection" ? type.of : [type]));
  const parts = distinct(flat.filter((type) => type !== unknown));
  const [only = unknown] = parts;
  if (parts.length < 2) return only;
  const shared = common(parts.map(typesOf));
  const overlaps = (type: Type): boolean => typesOf(type).some((one) => shared.includes(one));
  const fitting = parts.map((part) => alternatives(part).filter(overlaps));
  if (fitting.some((of) => of.some((type) => typesOf(type).length > 1)))
    return together(fitting.map((of) => union(of)));
  return union(shared.map((one) => meet(fitting.map((of) => union(of.filter((type) => typesOf(type)[0] === one))))));
}

/** The intersection of types whose values are all of one JSON type. */
function meet(types: readonly Type[]): Type {
  const telling = distinct(types.filter((type) => type.is !== "any"));
  const [first = types[0] ?? never] = telling;
  if (telling.length < 2) return first;
  const lists = telling.filter((type) => alternatives(type).every((one) => one.is === "literal"));
  const [list] = lists;
  if (list === undefined) return together(telling);
  const keys = lists.map((type) => new Set(alternatives(type).map((one) => JSON.stringify(one))));
  return union(alternatives(list).filter((one) => keys.every((known) => known.has(JSON.stringify(one)))));
}

// A union in an intersection multiplies with the next one in the compiler, which gives up at 100,000.
const mostCombinations = 1000;

/** What has to be written as an intersection; objects of which one can be made are one. */
function together(types: readonly Type[]): Type {
  const merged: Type[] = [];
  for (const type of types) {
    const i = merged.findIndex((other) => mergeObjects(other, type) !== undefined);
    const both = mergeObjects(merged[i], type);
    if (both === undefined) merged.push(type);
    else merged[i] = both;
  }
  const [only = unknown] = merged;
  return merged.length < 2 ? only : { is: "intersection", of: affordable(merged) };
}

/** Leaves unions out, the largest first, until few enough combinations are left: an intersection says less without. */
function affordable(types: readonly Type[]): readonly Type[] {
  const size = (type: Type): number => alternatives(type).length;
  if (types.reduce((product, type) => product * size(type), 1) <= mostCombinations) return types;
  const largest = Math.max(...types.map(size));
  const at = types.findIndex((type) => size(type) === largest);
  return affordable(types.toSpliced(at, 1));
}

/** One object type for two; nothing where their other members differ, so that it cannot be written as one. */
function mergeObjects(one: Type | undefined, other: Type): ObjectType | undefined {
  if (one?.is !== "object" || other.is !== "object") return undefined;
  if (one.prefixes !== undefined || other.prefixes !== undefined) return undefined;
  const rests = [one.rest, other.rest].filter((rest) => rest !== undefined);
  if (rests.some((rest) => rest !== unknown)) return undefined;
  const members = new Map(one.members.map((member) => [member.name, member]));
  for (const member of other.members) {
    const before = members.get(member.name);
    members.set(member.name, before === undefined ? member : mergeMembers(before, member));
  }
  const [rest] = rests;
  return { is: "object", members: [...members.values()], ...(rest !== undefined && { rest }) };
}

function mergeMembers(one: Member, other: Member): Member {
  return {
    name: one.name,
    type: intersection([one.type, other.type]),
    required: one.required || other.required,
    doc: one.doc.length > 0 ? one.doc : other.doc,
  };
}
