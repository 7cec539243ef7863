/** What unions of schemas come to, for values of a sort. */
import type { JsonValue, Schema, SchemaObject } from "../../model.js";
import { allows, type Lenient, listed, type Sort, sortOf } from "./facts.js";

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

/** Branches that list single values, as one list. */
export function enumeration(branches: readonly Schema[], sort: Sort): SchemaObject | undefined {
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

/** What stands for a union of texts that have a format, and of empty ones. */
export function orEmpty(branches: readonly Schema[], sort: Sort): Lenient | undefined {
  const [first, second] = branches.toSorted((a, b) => Number(hasFormat(b)) - Number(hasFormat(a)));
  if (branches.length !== 2 || second === undefined || sort !== "string" || !hasFormat(first)) return undefined;
  const texts = enumeration([second], sort)?.enum;
  return texts?.length === 1 && texts[0] === "" ? { ...first, orEmpty: true } : undefined;
}

/** Formats that an empty text does not have. */
const notEmpty: ReadonlySet<string | undefined> = new Set(["date", "date-time", "email", "uri", "uuid"]);

function hasFormat(branch: Schema | undefined): branch is SchemaObject {
  return typeof branch === "object" && notEmpty.has(branch.format);
}

/** Whether no array with items is of two of these: their items are texts, and others in each. */
export function haveOtherItems(branches: readonly Schema[]): boolean {
  const texts = branches.map(textsIn);
  const all = texts.flatMap((list) => list ?? []);
  return texts.every((list) => list !== undefined) && new Set(all).size === all.length;
}

/** The texts one of which each item of an array is. */
function textsIn(branch: Schema | undefined): readonly JsonValue[] | undefined {
  const items = typeof branch === "object" && branch.prefixItems === undefined ? branch.items : undefined;
  return typeof items === "object" ? listed(items) : undefined;
}
