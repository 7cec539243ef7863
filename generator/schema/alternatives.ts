/** What schemas say of the constants among their members, through references and combinations. */
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

const nothing: Alternative = { constants: new Map(), required: new Set(), defaulted: new Set() };
// A union of unions can multiply; what is past this is no protocol.
const mostAlternatives = 1000;

// References that lead on from one schema to the next; more are told of as an error later.
const mostLevels = 500;

/** Reads what schemas say of tags; each schema once, however many ways lead to it. */
export class TagReader {
  readonly #resolver: Resolver;
  readonly #alternatives = new Map<string, readonly Alternative[]>();
  readonly #constants = new Map<string, readonly TagValue[] | undefined>();
  #level = 0;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** The ways in which a frame of this schema may look: one, or one for each branch of `oneOf` and `anyOf`. */
  alternativesOf(place: Place): readonly Alternative[] {
    return this.#once(place, { known: this.#alternatives, unknown: [nothing] }, () => this.#read(place));
  }

  /** `unknown` is what counts for a schema of which it is not known yet, as where it leads to itself. */
  #once<T>(place: Place, { known, unknown }: { known: Map<string, T>; unknown: T }, read: () => T): T {
    const key = keyOf(place);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before ?? unknown;
    if (this.#level > mostLevels) return unknown;
    known.set(key, unknown);
    this.#level += 1;
    const found = read();
    this.#level -= 1;
    known.set(key, found);
    return found;
  }

  #read(place: Place): readonly Alternative[] {
    if (!isObject(place.schema)) return [nothing];
    const parts: (readonly Alternative[])[] = [];
    const target = followRef(place, this.#resolver);
    if (target !== undefined) parts.push(this.alternativesOf(target));
    if (target === undefined || !ignoresSiblings(place.dialect)) {
      parts.push([this.#ownAlternative(place)]);
      for (const branch of branchesOf(place, "allOf")) parts.push(this.alternativesOf(branch));
      for (const name of ["oneOf", "anyOf"]) {
        const branches = branchesOf(place, name);
        if (branches.length > 0) parts.push(this.#either(branches));
      }
    }
    const [first = [nothing], ...more] = parts;
    return more.reduce(both, first);
  }

  #either(branches: readonly Place[]): readonly Alternative[] {
    const all: Alternative[] = [];
    for (const branch of branches) {
      all.push(...this.alternativesOf(branch));
      if (all.length > mostAlternatives) return [nothing];
    }
    return all;
  }

  #ownAlternative(place: Place): Alternative {
    const { schema } = place;
    if (!isObject(schema)) return nothing;
    const properties = own(schema, "properties");
    const required = own(schema, "required");
    const constants = new Map<string, readonly TagValue[]>();
    const defaulted = new Set<string>();
    for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
      const values = mayBeConstant(inner) ? this.#constantsOf(step(place, ["properties", name], inner)) : undefined;
      if (values === undefined) continue;
      constants.set(name, values);
      const fallback = isObject(inner) ? own(inner, "default") : undefined;
      if (values.length === 1 && fallback === values[0]) defaulted.add(name);
    }
    const names = Array.isArray(required) ? required.filter((n): n is string => typeof n === "string") : [];
    return { constants, required: new Set(names), defaulted };
  }

  /** The values that a member may hold, where the schema lists them. */
  #constantsOf(place: Place): readonly TagValue[] | undefined {
    return this.#once(place, { known: this.#constants, unknown: undefined }, () => this.#readConstants(place));
  }

  #readConstants(place: Place): readonly TagValue[] | undefined {
    const { schema } = place;
    if (!isObject(schema)) return undefined;
    const target = followRef(place, this.#resolver);
    const referred = target && this.#constantsOf(target);
    if (referred !== undefined || (target !== undefined && ignoresSiblings(place.dialect))) return referred;
    const constant = own(schema, "const");
    if (constant !== undefined) return isTagValue(constant) ? [constant] : undefined;
    const listed = own(schema, "enum");
    if (Array.isArray(listed) && listed.length > 0) return listed.every(isTagValue) ? listed : undefined;
    for (const branch of branchesOf(place, "allOf")) {
      const values = this.#constantsOf(branch);
      if (values !== undefined) return values;
    }
    for (const name of ["oneOf", "anyOf"]) {
      const all = branchesOf(place, name).map((branch) => this.#constantsOf(branch));
      if (all.length > 0 && all.every((values) => values !== undefined)) return [...new Set(all.flat())];
    }
    return undefined;
  }
}

/** Whether a schema says something by which its values could be a few constants; most members are of any text or number. */
function mayBeConstant(schema: JsonValue): boolean {
  return isObject(schema) && telling.some((name) => Object.hasOwn(schema, name));
}

const telling = ["const", "enum", "$ref", "allOf", "oneOf", "anyOf"] as const;

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

/** A required property, one of `names` if there are any, that is constant and still no tag, such as `{"const": null}`. */
export function oddConstant(schema: JsonValue, names: readonly string[]): string | undefined {
  if (!isObject(schema)) return undefined;
  const properties = own(schema, "properties");
  const required = own(schema, "required");
  if (!isObject(properties) || !Array.isArray(required)) return undefined;
  const [odd] = Object.entries(properties).find(([name, inner]) => {
    if (!isObject(inner) || !required.includes(name) || (names.length > 0 && !names.includes(name))) return false;
    const [constant, listed] = [own(inner, "const"), own(inner, "enum")];
    const values = constant === undefined ? listed : [constant];
    return Array.isArray(values) && values.length > 0 && !values.every(isTagValue);
  }) ?? [undefined];
  return odd;
}

function isTagValue(value: JsonValue): value is TagValue {
  return (
    typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value))
  );
}
