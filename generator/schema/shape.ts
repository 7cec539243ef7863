/**
 * How convert and encode read a value: which members they take over, in which order, and which they drop.
 *
 * A member is dropped only where that cannot change the verdict: where some subschema names members, none names this
 * one, and no keyword sees members that are not named (`additionalProperties`, `patternProperties`, counts and so on).
 */
import type { Definition, Schema, SchemaObject, TagValue, Shape, ShapeNode } from "../model.js";
import { type Facts, add, conditionals, noFacts, ownFacts } from "./facts.js";
import { withoutAnnotations } from "./traverse.js";

/** Computes shapes; equal places share one node, and a recursive type gives a node that holds itself. */
export class Shapes {
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #nodes = new Map<string, Shape>();

  constructor(definitions: ReadonlyMap<string, Definition>) {
    this.#definitions = new Map(
      [...definitions].map(([name, d]) => [name, { ...d, schema: withoutAnnotations(d.schema) }]),
    );
  }

  /** The shape of a definition. */
  ofDefinition({ name }: Definition): Shape {
    return this.of({ $ref: name });
  }

  /** The shape of a value that this schema describes. */
  of(schema: Schema): Shape {
    const key = JSON.stringify(schema);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const facts = this.#facts(schema);
    if (facts.whole) return this.#keep(key, "deep");
    const reads = facts.names.size > 0 || facts.seesAll || facts.items || facts.prefix > 0;
    if (!reads) return this.#keep(key, "free");
    const node: { -readonly [K in keyof ShapeNode]: ShapeNode[K] } = {
      fields: [],
      others: undefined,
      prefix: [],
      items: undefined,
      select: undefined,
    };
    this.#keep(key, node); // before its parts, which may hold it
    node.fields = [...facts.names].map((name) => [name, this.of(this.#member(schema, name))] as const);
    if (facts.seesAll || facts.open) node.others = this.of(this.#member(schema, undefined));
    else if (facts.names.size > 0) node.others = "drop";
    if (facts.items || facts.prefix > 0) {
      node.prefix = Array.from({ length: facts.prefix }, (_, i) => this.of(this.#item(schema, i)));
      node.items = this.of(this.#item(schema, facts.prefix));
    }
    node.select = this.#select(schema);
    return node;
  }

  /** The names that a frame of this definition must have, in the order in which its members are declared. */
  requiredOf({ name }: Definition): string[] {
    const facts = this.#facts({ $ref: name });
    return [...facts.names].filter((name) => facts.required.has(name));
  }

  #keep(key: string, shape: Shape): Shape {
    this.#nodes.set(key, shape);
    return shape;
  }

  /** The schema with references that stand alone followed. */
  #target(schema: Schema): Schema {
    const names = new Set<string>();
    let at = schema;
    while (typeof at === "object" && at.$ref !== undefined && !names.has(at.$ref)) {
      names.add(at.$ref);
      at = this.#definitions.get(at.$ref)?.schema ?? true;
    }
    return at;
  }

  /** Schemas that surely apply where this one does, itself included. */
  #together(schema: Schema, seen = new Set<string>()): SchemaObject[] {
    if (typeof schema === "boolean") return [];
    const target =
      schema.$ref !== undefined && !seen.has(schema.$ref) ? this.#definitions.get(schema.$ref)?.schema : undefined;
    if (schema.$ref !== undefined) seen.add(schema.$ref);
    return [
      schema,
      ...(target === undefined ? [] : this.#together(target, seen)),
      ...(schema.allOf ?? []).flatMap((s) => this.#together(s, seen)),
    ];
  }

  #facts(schema: Schema, seen: ReadonlySet<Schema> = new Set()): Facts {
    const facts = noFacts();
    const all = this.#together(schema).filter((s) => !seen.has(s));
    const inner = new Set([...seen, ...all]);
    for (const s of all) ownFacts(s, facts);
    const named = facts.names.size > 0;
    for (const s of all) {
      for (const branch of [...(s.anyOf ?? []), ...(s.oneOf ?? [])]) {
        const more = this.#facts(branch, inner);
        add(facts, more);
        if (!named && more.names.size === 0 && this.#allowsObjects(branch)) facts.open = true;
      }
      for (const part of conditionals(s)) add(facts, this.#facts(part, inner));
    }
    return facts;
  }

  #allowsObjects(schema: Schema): boolean {
    if (schema === false) return false;
    return this.#together(schema).every((s) => {
      const types = typeof s.type === "string" ? [s.type] : s.type;
      const listed = s.const !== undefined ? [s.const] : s.enum;
      const branches = s.anyOf ?? s.oneOf;
      return (
        (types === undefined || types.includes("object")) &&
        (listed === undefined || listed.some((v) => typeof v === "object" && v !== null)) &&
        (branches === undefined || branches.some((b) => b !== schema && this.#allowsObjects(b)))
      );
    });
  }

  /** What applies to a member (one that nothing names, for `undefined`), as a schema. */
  #member(schema: Schema, name: string | undefined): Schema {
    return this.#derive(schema, (s) => {
      if (name !== undefined && s.properties !== undefined && Object.hasOwn(s.properties, name))
        return s.properties[name] ?? true;
      const patterns = Object.entries(s.patternProperties ?? {});
      const matching = patterns
        .filter(([pattern]) => name === undefined || new RegExp(pattern, "u").test(name))
        .map(([, p]) => p);
      const rest = s.additionalProperties ?? s.unevaluatedProperties ?? true;
      if (name === undefined) return { anyOf: [rest === false ? true : rest, ...matching] };
      return matching.length > 0 ? { allOf: matching } : rest === false ? true : rest;
    });
  }

  #item(schema: Schema, index: number): Schema {
    return this.#derive(schema, (s) => s.prefixItems?.[index] ?? s.items ?? s.unevaluatedItems ?? true);
  }

  /** The schema of a part of a value, from the schema of the value: the same combination of the parts' schemas. */
  #derive(schema: Schema, part: (s: SchemaObject) => Schema, seen: ReadonlySet<Schema> = new Set()): Schema {
    const all = this.#together(schema).filter((s) => !seen.has(s));
    const inner = new Set([...seen, ...all]);
    const parts = all.flatMap((s) => {
      const unions = [s.anyOf, s.oneOf].filter((u) => u !== undefined);
      return [
        part(s),
        ...unions.map((u) => anyOf(u.map((branch) => this.#derive(branch, part, inner)))),
        ...conditionals(s).map((c) => anyOf([this.#derive(c, part, inner), true])),
      ];
    });
    const kept = [...new Map(parts.filter((p) => p !== true).map((p) => [JSON.stringify(p), p])).values()];
    const [only, ...more] = kept;
    return only === undefined ? true : more.length === 0 ? only : { allOf: kept };
  }

  /** A union of objects, each with other constants in one required member, is read by the branch that the value is of. */
  #select(schema: Schema): ShapeNode["select"] {
    const at = this.#target(schema);
    if (typeof at === "boolean" || at.properties !== undefined || at.allOf !== undefined) return undefined;
    const branches = (at.oneOf ?? at.anyOf ?? []).filter((branch) => this.#allowsObjects(branch));
    if (branches.length < 2) return undefined;
    const perBranch = branches.map((branch) => this.#constants(branch));
    for (const tag of perBranch[0]?.keys() ?? []) {
      const values = perBranch.map((constants) => constants.get(tag) ?? []);
      const all = values.flat();
      if (values.some((v) => v.length === 0) || new Set(all).size !== all.length) continue;
      return {
        tag,
        cases: branches.flatMap((branch, i) => (values[i] ?? []).map((value) => [value, this.of(branch)] as const)),
      };
    }
    return undefined;
  }

  /** Required members that hold one of a few constants. */
  #constants(schema: Schema): Map<string, readonly TagValue[]> {
    const all = this.#together(schema);
    const required = new Set(all.flatMap((s) => s.required ?? []));
    const found = new Map<string, readonly TagValue[]>();
    for (const s of all) {
      for (const [name, member] of Object.entries(s.properties ?? {})) {
        const at = this.#target(member);
        const values = typeof at === "boolean" ? undefined : at.const !== undefined ? [at.const] : at.enum;
        const plain = values?.filter(
          (v): v is TagValue => typeof v === "string" || typeof v === "boolean" || Number.isInteger(v),
        );
        if (required.has(name) && plain !== undefined && plain.length === values?.length) found.set(name, plain);
      }
    }
    return found;
  }
}

const anyOf = (schemas: readonly Schema[]): Schema => (schemas.every((s) => s === true) ? true : { anyOf: schemas });
