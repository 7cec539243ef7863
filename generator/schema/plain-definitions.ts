/** Which definitions of a protocol are plain, all that they refer to included. */
import type { Definition } from "../model.js";
import { type Plain, type PlainTypes, type Scalar, describe } from "./plain.js";

/** Finds the description of a definition by its name. */
type Find = (name: string) => Plain | undefined;

/** Describes the plain ones among the definitions, by name. */
export function plainDefinitions(definitions: ReadonlyMap<string, Definition>): ReadonlyMap<string, Plain> {
  const plain = new Map<string, Plain>();
  for (const [name, { schema }] of definitions) {
    const description = describe(schema);
    if (description !== undefined) plain.set(name, description);
  }
  const find: Find = (name) => plain.get(name);
  for (let isSettled = false; !isSettled;) {
    const unsound = [...plain].filter(([, description]) => !isSound(description, find));
    for (const [name] of unsound) plain.delete(name);
    isSettled = unsound.length === 0;
  }
  return plain;
}

/** Whether it refers to plain definitions only, and no value can be of two branches where it may be of one. */
function isSound(plain: Plain, find: Find): boolean {
  switch (plain.is) {
    case "anything":
    case "value":
      return true;
    case "definition":
      return find(plain.name) !== undefined;
    case "all":
    case "any":
    case "one":
      return plain.of.every((part) => isSound(part, find)) && (plain.is !== "one" || areDisjoint(plain.of, find));
    case "typed":
      return partsOf(plain).every((part) => isSound(part, find));
  }
}

/** Names of the definitions that a description refers to. */
export function referencesOf(plain: Plain | undefined): string[] {
  switch (plain?.is) {
    case "definition":
      return [plain.name];
    case "all":
    case "any":
    case "one":
      return plain.of.flatMap(referencesOf);
    case "typed":
      return partsOf(plain).flatMap(referencesOf);
    default:
      return [];
  }
}

/** What a description says of the parts of values. */
export function partsOf({ array, object }: PlainTypes): Plain[] {
  const members = object?.members.map((member) => member.plain) ?? [];
  return [...members, array?.items, object?.others].filter((part) => typeof part === "object");
}

function areDisjoint(branches: readonly Plain[], find: Find): boolean {
  const facts = branches.map((branch) => factsOf(branch, { find, depth: 0 }));
  return facts.every((one, index) => facts.slice(index + 1).every((other) => arePairDisjoint(one, other)));
}

/** What every value of a description is like. */
interface Facts {
  readonly types: ReadonlySet<string>;
  /** The only values that there are; absent where there are others. */
  readonly values?: readonly Scalar[];
  /** Required members of objects that hold one of a few values. */
  readonly tags: ReadonlyMap<string, readonly Scalar[]>;
}

const everyType = ["null", "boolean", "number", "string", "array", "object"] as const;
const unknown: Facts = { types: new Set(everyType), tags: new Map() };

/** Deeper than any chain of references that says something of one value. */
const DEEPEST = 50;

interface Way {
  readonly find: Find;
  readonly depth: number;
}

function factsOf(plain: Plain, way: Way): Facts {
  const next = { ...way, depth: way.depth + 1 };
  if (way.depth > DEEPEST) return unknown;
  switch (plain.is) {
    case "anything":
      return unknown;
    case "definition": {
      const target = way.find(plain.name);
      return target === undefined ? unknown : factsOf(target, next);
    }
    case "value":
      return {
        types: new Set(plain.of.map((value) => (value === null ? "null" : typeof value))),
        values: plain.of,
        tags: new Map(),
      };
    case "all":
      return plain.of.map((part) => factsOf(part, next)).reduce(both, unknown);
    case "any":
    case "one":
      return { types: new Set(plain.of.flatMap((part) => [...factsOf(part, next).types])), tags: new Map() };
    case "typed":
      return { types: new Set(everyType.filter((type) => plain[type] !== undefined)), tags: tagsOf(plain, next) };
  }
}

function both(one: Facts, other: Facts): Facts {
  const values = one.values ?? other.values;
  return {
    types: new Set([...one.types].filter((type) => other.types.has(type))),
    ...(values && { values }),
    tags: new Map([...one.tags, ...other.tags]),
  };
}

function tagsOf({ object }: PlainTypes, way: Way): ReadonlyMap<string, readonly Scalar[]> {
  const tags = new Map<string, readonly Scalar[]>();
  for (const { name, plain, required } of object?.members ?? []) {
    const values = required ? factsOf(plain, way).values : undefined;
    if (values !== undefined) tags.set(name, values);
  }
  return tags;
}

function arePairDisjoint(one: Facts, other: Facts): boolean {
  const shared = [...one.types].filter((type) => other.types.has(type));
  if (shared.length === 0 || differ(one.values, other.values)) return true;
  return (
    shared.every((type) => type === "object") &&
    [...one.tags].some(([name, values]) => differ(values, other.tags.get(name)))
  );
}

function differ(one: readonly Scalar[] | undefined, other: readonly Scalar[] | undefined): boolean {
  return one !== undefined && other !== undefined && !one.some((value) => other.includes(value));
}
