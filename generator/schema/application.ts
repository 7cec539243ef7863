/** Which schemas apply at one place of a value, what they say together, and which apply to its parts. */
import type { Schema, SchemaObject, TagValue } from "../model.js";
import { type Facts, add, conditionals, noFacts, ownFacts } from "./facts.js";

/** Schemas of one place: those that surely apply, those of branches of unions, and those that depend on a condition. */
export interface Applying {
  readonly sure: readonly Schema[];
  readonly may: readonly Schema[];
  readonly conditional: readonly Schema[];
}

/** The types of values that have parts. */
export type Container = "object" | "array";

/** What one schema says of a part of its values; empty where it says nothing. */
export type Part = (schema: SchemaObject) => readonly Schema[];

/** What the schemas of a place come to. */
export interface Applied {
  readonly facts: Facts;
  /** How many schemas apply, or may. */
  readonly size: number;
  /** The schemas of a part of objects or of arrays. */
  readonly derive: (of: Container, part: Part) => Applying;
}

/** A schema with all that applies wherever it does. */
interface Closure {
  readonly schemas: readonly SchemaObject[];
  /** Branches of its unions. */
  readonly branches: readonly Schema[];
  readonly conditions: readonly Schema[];
}

export class Application {
  readonly #definitions: ReadonlyMap<string, Schema>;
  readonly #ids = new Map<Schema, number>();
  readonly #closures = new Map<Schema, Closure>();
  readonly #allowed: Record<Container, Map<Schema, boolean>> = { object: new Map(), array: new Map() };

  constructor(definitions: ReadonlyMap<string, Schema>) {
    this.#definitions = definitions;
  }

  /** The schema that applies by itself, if there is but one. */
  onlyOf({ sure, may, conditional }: Applying): Schema | undefined {
    const [schema, ...others] = sure;
    if (schema === undefined || others.length + may.length + conditional.length > 0) return undefined;
    return isMereRef(schema) ? this.#definitions.get(schema.$ref) : schema;
  }

  /** Equal for places to which the same schemas apply. */
  keyOf({ sure, may, conditional }: Applying): string {
    return [sure, may, conditional]
      .map((schemas) => [...new Set(schemas.map((s) => this.#idOf(s)))].join(","))
      .join("|");
  }

  #idOf(schema: Schema): number | string {
    if (isMereRef(schema)) return schema.$ref;
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return id;
  }

  apply({ sure, may, conditional }: Applying): Applied {
    const certain = sure.map((schema) => this.#closure(schema));
    const branches = this.#spread([...may, ...certain.flatMap((c) => c.branches)], (c) => c.branches);
    const all = [...certain, ...branches.values()];
    const conditions = this.#spread([...conditional, ...all.flatMap((c) => c.conditions)], (c) => [
      ...c.branches,
      ...c.conditions,
    ]);
    const facts = noFacts();
    for (const closure of certain) for (const s of closure.schemas) ownFacts(s, facts);
    const named = facts.names.size > 0;
    for (const [branch, closure] of branches) {
      const more = this.#factsOf(closure);
      add(facts, more);
      // Such as one of `type: object` beside one with properties: what it takes must not be cut down to the other's.
      if (!named && more.names.size === 0 && this.allows("object", branch)) facts.open = true;
    }
    for (const closure of conditions.values()) for (const s of closure.schemas) ownFacts(s, facts);
    const derive = (of: Container, part: Part): Applying => ({
      sure: distinct(certain.flatMap((c) => c.schemas.flatMap(part))),
      // A branch for other values, such as null, says nothing of a part; one for these says at least that it may be any.
      may: ofAll(branches, ([b, c]) => (this.allows(of, b) ? saidBy(c, part) : [])),
      conditional: ofAll(conditions, ([, c]) => c.schemas.flatMap(part)),
    });
    const size = [...all, ...conditions.values()].reduce((sum, { schemas }) => sum + schemas.length, 0);
    return { facts, size, derive };
  }

  /** The names of a branch count with those of its own branches. */
  #factsOf(closure: Closure): Facts {
    const facts = noFacts();
    for (const s of closure.schemas) ownFacts(s, facts);
    for (const inner of this.#spread(closure.branches, (c) => c.branches).values())
      for (const s of inner.schemas) ownFacts(s, facts);
    return facts;
  }

  /** The closures of these schemas, and of those that `next` names in them, each once. */
  #spread(seeds: readonly Schema[], next: (closure: Closure) => readonly Schema[]): Map<Schema, Closure> {
    const found = new Map<Schema, Closure>();
    const open = [...seeds];
    for (let i = 0; i < open.length; i += 1) {
      const seed = open[i] ?? true;
      if (found.has(seed)) continue;
      const closure = this.#closure(seed);
      found.set(seed, closure);
      open.push(...next(closure));
    }
    return found;
  }

  #closure(schema: Schema): Closure {
    const known = this.#closures.get(schema);
    if (known !== undefined) return known;
    const schemas = new Set<SchemaObject>();
    const open: Schema[] = [schema];
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      if (typeof at === "boolean" || schemas.has(at)) continue;
      schemas.add(at);
      const target = at.$ref === undefined ? undefined : this.#definitions.get(at.$ref);
      open.unshift(...(target === undefined ? [] : [target]), ...(at.allOf ?? []));
    }
    const list = [...schemas];
    const closure = {
      schemas: list,
      branches: list.flatMap((s) => [...(s.anyOf ?? []), ...(s.oneOf ?? [])]),
      conditions: list.flatMap(conditionals),
    };
    this.#closures.set(schema, closure);
    return closure;
  }

  /** Whether a value of this schema may be an object, or an array. */
  allows(type: Container, schema: Schema): boolean {
    if (typeof schema === "boolean") return schema;
    const known = this.#allowed[type].get(schema);
    if (known !== undefined) return known;
    this.#allowed[type].set(schema, true); // for a way round to it
    const allowed = this.#canBe(type, schema);
    this.#allowed[type].set(schema, allowed);
    return allowed;
  }

  #canBe(type: Container, schema: Schema): boolean {
    return this.#closure(schema).schemas.every((s) => {
      const types = typeof s.type === "string" ? [s.type] : s.type;
      const listed = s.const !== undefined ? [s.const] : s.enum;
      const unions = [s.anyOf, s.oneOf].filter((union) => union !== undefined);
      return (
        (types === undefined || types.includes(type)) &&
        (listed === undefined ||
          listed.some((v) => typeof v === "object" && v !== null && Array.isArray(v) === (type === "array"))) &&
        unions.every((union) => union.some((branch) => this.allows(type, branch)))
      );
    });
  }

  /** The branches for objects, where the schema of a place is nothing but a union; else none. */
  branchesOfUnion({ sure, may, conditional }: Applying): Schema[] {
    const [only, ...others] = sure;
    if (only === undefined || others.length + may.length + conditional.length > 0) return [];
    const schemas = this.#closure(only).schemas.filter((s) => Object.keys(s).some((name) => name !== "$ref"));
    const [union, ...more] = schemas;
    if (union === undefined || more.length > 0 || union.properties !== undefined || union.allOf !== undefined)
      return [];
    return (union.oneOf ?? union.anyOf ?? []).filter((branch) => this.allows("object", branch));
  }

  /** Required members that hold one of a few constants. */
  constantsOf(schema: Schema): Map<string, readonly TagValue[]> {
    const { schemas } = this.#closure(schema);
    const required = new Set(schemas.flatMap((s) => s.required ?? []));
    const found = new Map<string, readonly TagValue[]>();
    for (const s of schemas) {
      for (const [name, member] of Object.entries(s.properties ?? {})) {
        const listed = this.#closure(member).schemas.map((m) => (m.const === undefined ? m.enum : [m.const]));
        const values = listed.find((v) => v !== undefined);
        const plain = values?.filter(
          (v): v is TagValue => ["string", "boolean"].includes(typeof v) || Number.isInteger(v),
        );
        if (required.has(name) && plain !== undefined && plain.length === values?.length) found.set(name, plain);
      }
    }
    return found;
  }
}

function isMereRef(schema: Schema): schema is SchemaObject & { readonly $ref: string } {
  return typeof schema === "object" && schema.$ref !== undefined && Object.keys(schema).length === 1;
}

/** What a branch says of a part: where neither it nor a branch of its own says anything, the part may be anything. */
function saidBy({ schemas, branches }: Closure, part: Part): readonly Schema[] {
  const said = schemas.flatMap(part);
  return said.length > 0 || branches.length > 0 ? said : [true];
}

/** Each once, and not the schema that says nothing unless it is alone. */
function distinct(schemas: readonly Schema[]): readonly Schema[] {
  return schemas.length < 2 ? schemas : [...new Set(schemas)];
}

/** What these say; most values have no such closures. */
function ofAll(
  closures: ReadonlyMap<Schema, Closure>,
  say: (closure: readonly [Schema, Closure]) => readonly Schema[],
): readonly Schema[] {
  return closures.size === 0 ? [] : distinct([...closures].flatMap(say));
}
