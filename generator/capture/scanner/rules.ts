/** From schemas to rules: what applies at a place, unions decided where that can be told. */
import type { Schema, SchemaObject } from "../../model.js";
import { allows, isUnsure, listed, memberOf, type Sort, sortOf } from "./facts.js";
import { Identities } from "./identities.js";
import { isPlainName } from "./names.js";
import { type ArrayRule, noObject, noValue, type ObjectRule, type Place, type ValueRule } from "./rule.js";
import { numberRule, textRule } from "./scalars.js";
import { type Tag, type Texts, tagOf } from "./tag.js";
import { areExclusive, enumeration, haveOtherItems, orEmpty, unionsOf } from "./unions.js";

const never: SchemaObject = { enum: [] };

/** Unions in unions multiply; past this many rules nothing more is said. */
const mostRules = 20_000;

export class Rules {
  readonly #definitions: ReadonlyMap<string, Schema>;
  readonly #ids = new Identities();
  readonly #rules = new Map<string, ValueRule>();
  readonly #may = new Map<Sort, Map<Schema, boolean>>();
  #objects = 0;

  /** `definitions` are those that references name, by name. */
  constructor(definitions: ReadonlyMap<string, Schema>) {
    this.#definitions = definitions;
  }

  /** The rule of a place; the same for places to which the same schemas apply. */
  of(place: Place): ValueRule {
    const key = [...new Set(place.map((schema) => this.#ids.of(schema)))].toSorted((a, b) => a - b).join(",");
    let rule = this.#rules.get(key);
    if (rule === undefined) this.#rules.set(key, (rule = this.#make(place)));
    return rule;
  }

  #make(place: Place): ValueRule {
    if (this.#rules.size > mostRules) return noValue;
    const all = this.#applying(place);
    if (all === undefined) return noValue;
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
        const able = this.#able(union.branches, sort);
        const branch = able.length === 1 ? able[0] : (enumeration(union.branches, sort) ?? orEmpty(able, sort));
        const applying = branch === undefined ? undefined : this.#applying([branch]);
        if (applying === undefined) return undefined;
        open.push(...applying);
      }
    }
    return [...found];
  }

  #able(branches: readonly Schema[], sort: Sort): readonly Schema[] {
    return branches.filter((branch) => this.#mayAccept(branch, sort));
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
    if (schemas === undefined) return this.#oneOfArrays(all);
    if (schemas.some((s) => listed(s) !== undefined)) return undefined;
    const length = Math.max(0, ...schemas.map((s) => s.prefixItems?.length ?? 0));
    const at = (i: number): Place => schemas.flatMap((s) => s.prefixItems?.[i] ?? s.items ?? []);
    return {
      prefix: Array.from({ length }, (_, i) => at(i)),
      items: at(length),
      min: Math.max(0, ...schemas.map((s) => s.minItems ?? 0)),
      max: Math.min(Infinity, ...schemas.map((s) => s.maxItems ?? Infinity)),
    };
  }

  /** A union of arrays that differ in what texts are in them, of which empty ones are left to others. */
  #oneOfArrays(all: readonly SchemaObject[]): ArrayRule | undefined {
    const schema = all.find((s) => unionsOf(s).length > 0);
    const [union] = schema === undefined ? [] : unionsOf(schema);
    const able = this.#able(union?.branches ?? [], "array");
    if (able.length < 2 || !haveOtherItems(able)) return undefined;
    const rest = all.map((s) => this.#ids.without(s, s === schema ? union?.keyword : undefined));
    const rules = able.flatMap((branch) => this.#array(this.#applying([...rest, branch]) ?? [never]) ?? []);
    return rules.reduce<ArrayRule | undefined>((or, rule) => ({ ...rule, min: Math.max(1, rule.min), or }), undefined);
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

  /** A union of objects: told apart by a text in one required member, or tried one after the other. */
  #choice(all: readonly SchemaObject[]): ObjectRule | undefined {
    for (const schema of all) {
      for (const { keyword, branches } of unionsOf(schema)) {
        const able = this.#able(branches, "object");
        if (able.length < 2) continue;
        const rest = all.map((s) => this.#ids.without(s, s === schema ? keyword : undefined));
        const tag = tagOf(able, (branch) => this.#textsOf(branch));
        if (tag !== undefined) return { ...noObject, choice: { tag: tag.name, cases: this.#cases(tag, rest) } };
        // More than one branch may accept the value of an `anyOf`.
        if (keyword === "oneOf" && !areExclusive(able.map((branch) => this.#applying([branch]) ?? [])))
          return undefined;
        const alternatives = able.flatMap((branch) => this.objectRule([...rest, branch]) ?? []);
        return alternatives.length === 0 ? undefined : { ...noObject, alternatives };
      }
    }
    return undefined;
  }

  #cases({ branches }: Tag, rest: readonly SchemaObject[]): Map<string, ObjectRule> {
    const cases = new Map<string, ObjectRule>();
    for (const { branch, texts } of branches) {
      const rule = this.objectRule([...rest, branch]);
      if (rule !== undefined) for (const text of texts) cases.set(text, rule);
    }
    return cases;
  }

  /** Required members that hold one of a few texts, also where each branch of a union says so. */
  #textsOf(branch: Schema): Texts {
    const all = this.#applying([branch]) ?? [];
    const found = new Map<string, readonly string[]>();
    for (const { branches } of all.flatMap(unionsOf)) {
      const inner = branches.map((one) => this.#textsOf(one));
      for (const name of inner[0]?.keys() ?? []) {
        const texts = inner.map((one) => one.get(name));
        if (texts.every((one) => one !== undefined)) found.set(name, [...new Set(texts.flat())]);
      }
    }
    for (const name of new Set(all.flatMap((s) => s.required ?? []))) {
      const place = this.#applying(all.flatMap((s) => memberOf(s, name))) ?? [];
      const texts = place.map(listed).find((values) => values !== undefined);
      if (texts?.every((value) => typeof value === "string") === true) found.set(name, texts);
    }
    return found;
  }
}
