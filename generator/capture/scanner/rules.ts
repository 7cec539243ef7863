/**
 * From schemas to rules by which a value can surely be accepted. A rule may be stricter than the schemas: what it does
 * not accept is judged in the ordinary way. So whatever cannot be said here plainly is left out.
 */
import type { JsonValue, Schema, SchemaObject, TypeName } from "../../model.js";
import { isPlainName } from "./names.js";
import { type NumberRule, numberRule, type TextRule, textRule } from "./scalars.js";

/** All schemas that apply at one place of a value. */
export type Place = readonly Schema[];

/** What values are accepted, by type; a type that is absent is not. */
export interface ValueRule {
  readonly null: boolean;
  readonly true: boolean;
  readonly false: boolean;
  readonly number?: NumberRule | undefined;
  readonly text?: TextRule | undefined;
  readonly array?: ArrayRule | undefined;
  readonly object?: ObjectRule | undefined;
}

export interface ArrayRule {
  readonly prefix: readonly Place[];
  readonly items: Place;
  readonly min: number;
  readonly max: number;
}

export interface ObjectRule {
  readonly members: ReadonlyMap<string, Member>;
  /** What other members must be; undefined where there may be none. */
  readonly others: Place | undefined;
  readonly required: ReadonlySet<string>;
  readonly min: number;
  readonly max: number;
  /** The rule depends on a text in this member. */
  readonly choice?: Choice | undefined;
  /** Objects of this rule are frames of the kind with this number. */
  readonly kind?: number;
}

/** What the value of a member must be, and what of it is noted beside the verdict. */
export interface Member {
  readonly value: Place | ValueRule;
  readonly note?: Note;
}

/** Parts of a record whose places are noted. */
export type Note = "phase" | "time" | "direction" | "connection";

export interface Choice {
  readonly tag: string;
  readonly cases: ReadonlyMap<string, ObjectRule>;
}

/** Keywords for whose sake values of a type are never sure. */
const unsure: Readonly<Record<"all" | "text" | "array" | "object", readonly (keyof SchemaObject)[]>> = {
  all: ["not", "if"],
  text: ["pattern"],
  array: ["contains", "uniqueItems", "unevaluatedItems"],
  object: ["patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties"],
};

type Container = "array" | "object";
type Sort = "null" | "boolean" | "number" | "string" | Container;

/** Unions in unions multiply; past this many rules nothing more is said. */
const mostRules = 20_000;

export class Rules {
  readonly #definitions: ReadonlyMap<string, Schema>;
  readonly #ids = new Map<Schema, number>();
  readonly #rules = new Map<string, ValueRule>();
  readonly #bare = new Map<string, Map<SchemaObject, SchemaObject>>();
  readonly #may = new Map<Sort, Map<Schema, boolean>>();
  #objects = 0;

  /** `definitions` are those that references name, by name. */
  constructor(definitions: ReadonlyMap<string, Schema>) {
    this.#definitions = definitions;
  }

  /** The rule of a place; the same for places to which the same schemas apply. */
  of(place: Place): ValueRule {
    const key = [...new Set(place.map((schema) => this.#idOf(schema)))].toSorted((a, b) => a - b).join(",");
    let rule = this.#rules.get(key);
    if (rule === undefined) this.#rules.set(key, (rule = this.#make(place)));
    return rule;
  }

  #idOf(schema: Schema): number {
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return id;
  }

  #make(place: Place): ValueRule {
    if (this.#rules.size > mostRules) return nothing;
    const all = this.#applying(place);
    if (all === undefined) return nothing;
    const constants = (value: null | boolean): boolean =>
      (this.#resolved(all, value === null ? "null" : "boolean") ?? [never]).every(
        (s) => listed(s)?.includes(value) ?? true,
      );
    const numbers = this.#resolved(all, "number");
    const texts = this.#resolved(all, "string");
    return {
      null: this.#resolved(all, "null") !== undefined && constants(null),
      true: this.#resolved(all, "boolean") !== undefined && constants(true),
      false: this.#resolved(all, "boolean") !== undefined && constants(false),
      number: numbers && numberRule(numbers),
      text: texts && textRule(texts),
      array: this.#array(all),
      object: this.objectRule(all),
    };
  }

  /** All that applies wherever these do; undefined where nothing can be valid, or where references are in a loop. */
  #applying(place: Place): SchemaObject[] | undefined {
    const found = new Set<SchemaObject>();
    const open = [...place];
    for (let schema = open.shift(); schema !== undefined; schema = open.shift()) {
      if (schema === false) return undefined;
      if (schema === true || found.has(schema)) continue;
      found.add(schema);
      const target = schema.$ref === undefined ? true : (this.#definitions.get(schema.$ref) ?? false);
      open.unshift(target, ...(schema.allOf ?? []));
    }
    return [...found];
  }

  /**
   * What applies to values of one sort, unions decided: each by the only branch that can accept such a value. Undefined
   * where that is not to be told.
   */
  #resolved(all: readonly SchemaObject[], sort: Sort): SchemaObject[] | undefined {
    const found = new Set<SchemaObject>();
    const open = [...all];
    for (let schema = open.shift(); schema !== undefined; schema = open.shift()) {
      if (found.has(schema)) continue;
      if (!allows(schema, sort) || isUnsure(schema, sort)) return undefined;
      found.add(schema);
      for (const union of unionsOf(schema)) {
        const branch = this.#onlyBranch(union.branches, sort) ?? enumeration(union.branches, sort);
        const applying = branch === undefined ? undefined : this.#applying([branch]);
        if (applying === undefined) return undefined;
        open.push(...applying);
      }
    }
    return [...found];
  }

  #onlyBranch(branches: readonly Schema[], sort: Sort): Schema | undefined {
    const able = branches.filter((branch) => this.#mayAccept(branch, sort));
    return able.length === 1 ? able[0] : undefined;
  }

  /** False only where a schema surely refuses all values of a sort. */
  #mayAccept(schema: Schema, sort: Sort): boolean {
    const known = this.#may.get(sort) ?? new Map<Schema, boolean>();
    this.#may.set(sort, known);
    const answer = known.get(schema) ?? this.#mayBe(schema, sort);
    known.set(schema, answer);
    return answer;
  }

  #mayBe(schema: Schema, sort: Sort): boolean {
    const all = this.#applying([schema]);
    return (
      all !== undefined &&
      all.every(
        (s) =>
          allows(s, sort) &&
          (listed(s)?.some((value) => sortOf(value) === sort) ?? true) &&
          unionsOf(s).every(({ branches }) => branches.some((branch) => this.#mayAccept(branch, sort))),
      )
    );
  }

  #array(all: readonly SchemaObject[]): ArrayRule | undefined {
    const schemas = this.#resolved(all, "array");
    if (schemas === undefined || schemas.some((s) => listed(s) !== undefined)) return undefined;
    const length = Math.max(0, ...schemas.map((s) => s.prefixItems?.length ?? 0));
    const at = (i: number): Place => schemas.flatMap((s) => s.prefixItems?.[i] ?? s.items ?? []);
    return {
      prefix: Array.from({ length }, (_, i) => at(i)),
      items: at(length),
      min: Math.max(0, ...schemas.map((s) => s.minItems ?? 0)),
      max: Math.min(Infinity, ...schemas.map((s) => s.maxItems ?? Infinity)),
    };
  }

  /** What an object must be to which all of these apply. */
  objectRule(place: Place): ObjectRule | undefined {
    if (++this.#objects > mostRules) return undefined;
    const all = this.#applying(place);
    const schemas = all && this.#resolved(all, "object");
    if (schemas !== undefined) return this.#object(schemas);
    return all && this.#choice(all);
  }

  #object(schemas: readonly SchemaObject[]): ObjectRule | undefined {
    if (schemas.some((s) => listed(s) !== undefined)) return undefined;
    const required = new Set(schemas.flatMap((s) => s.required ?? []));
    const names = new Set([...schemas.flatMap((s) => Object.keys(s.properties ?? {})), ...required]);
    if (![...names].every(isPlainName)) return undefined;
    const named = (name: string): Place => schemas.flatMap((s) => memberOf(s, name));
    const others = schemas.flatMap((s) => s.additionalProperties ?? []);
    return {
      members: new Map([...names].map((name) => [name, { value: named(name) }])),
      others: others.includes(false) ? undefined : others,
      required,
      min: Math.max(0, ...schemas.map((s) => s.minProperties ?? 0)),
      max: Math.min(Infinity, ...schemas.map((s) => s.maxProperties ?? Infinity)),
    };
  }

  /** A union of objects with another text in one required member each. */
  #choice(all: readonly SchemaObject[]): ObjectRule | undefined {
    for (const schema of all) {
      for (const { keyword, branches } of unionsOf(schema)) {
        const able = branches.filter((branch) => this.#mayAccept(branch, "object"));
        if (able.length < 2) continue;
        const texts = this.tagOf(able);
        if (texts === undefined) continue;
        const rest = all.map((s) => this.#without(s, s === schema ? keyword : undefined));
        const cases = new Map<string, ObjectRule>();
        for (const [i, branch] of able.entries()) {
          const rule = this.objectRule([...rest, branch]);
          for (const text of texts.values[i] ?? []) if (rule !== undefined) cases.set(text, rule);
        }
        return {
          members: new Map(),
          others: undefined,
          required: new Set(),
          min: 0,
          max: 0,
          choice: { tag: texts.tag, cases },
        };
      }
    }
    return undefined;
  }

  /** A schema by itself, without a union that has been decided; the same each time. */
  #without(schema: SchemaObject, keyword: "anyOf" | "oneOf" | undefined): SchemaObject {
    const made = this.#bare.get(keyword ?? "") ?? new Map<SchemaObject, SchemaObject>();
    this.#bare.set(keyword ?? "", made);
    const known = made.get(schema);
    if (known !== undefined) return known;
    const { $ref: _ref, allOf: _allOf, ...rest } = schema;
    if (keyword !== undefined) delete rest[keyword];
    made.set(schema, rest);
    return rest;
  }

  /** The member whose texts tell these apart, with the texts of each. */
  tagOf(branches: readonly Schema[]): { tag: string; values: readonly (readonly string[])[] } | undefined {
    const perBranch = branches.map((branch) => this.#textsOf(branch));
    for (const tag of perBranch[0]?.keys() ?? []) {
      const values = perBranch.map((texts) => texts.get(tag) ?? []);
      const all = values.flat();
      if (isPlainName(tag) && values.every((v) => v.length > 0) && new Set(all).size === all.length)
        return { tag, values };
    }
    return undefined;
  }

  /** Required members that hold one of a few texts. */
  #textsOf(branch: Schema): Map<string, readonly string[]> {
    const all = this.#applying([branch]) ?? [];
    const found = new Map<string, readonly string[]>();
    for (const name of new Set(all.flatMap((s) => s.required ?? []))) {
      const place = this.#applying(all.flatMap((s) => memberOf(s, name))) ?? [];
      const texts = place.map(listed).find((values) => values !== undefined);
      if (texts?.every((value) => typeof value === "string") === true) found.set(name, texts);
    }
    return found;
  }
}

const never: SchemaObject = { enum: [] };
const nothing: ValueRule = { null: false, true: false, false: false };

function memberOf(s: SchemaObject, name: string): Schema[] {
  if (s.properties !== undefined && Object.hasOwn(s.properties, name)) return [s.properties[name] ?? true];
  return s.additionalProperties === undefined ? [] : [s.additionalProperties];
}

/** The values that a schema lists, if it does. */
export function listed(s: SchemaObject): readonly JsonValue[] | undefined {
  return s.const === undefined
    ? s.enum
    : s.enum === undefined
      ? [s.const]
      : s.enum.filter((value) => value === s.const);
}

interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly branches: readonly Schema[];
}

function unionsOf(s: SchemaObject): Union[] {
  const union = (keyword: "anyOf" | "oneOf"): Union[] => {
    const branches = s[keyword];
    return branches === undefined ? [] : [{ keyword, branches }];
  };
  return [...union("anyOf"), ...union("oneOf")];
}

function sortOf(value: JsonValue): Sort {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

function allows({ type }: SchemaObject, sort: Sort): boolean {
  if (type === undefined) return true;
  const types: readonly TypeName[] = typeof type === "string" ? [type] : type;
  return types.some((name) => name === sort || (sort === "number" && name === "integer"));
}

function isUnsure(s: SchemaObject, sort: Sort): boolean {
  const names = sort === "string" ? unsure.text : sort === "array" || sort === "object" ? unsure[sort] : [];
  return [...unsure.all, ...names].some((name) => s[name] !== undefined && s[name] !== false);
}

/** Branches that list single values, as one list. */
function enumeration(branches: readonly Schema[], sort: Sort): Schema | undefined {
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
