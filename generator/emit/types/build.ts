/** Schemas to types: everything that TypeScript can say about their values, and nothing that a value may contradict. */
import type { Definition, Schema, SchemaObject } from "../../model.js";
import { docLines } from "../../print/comment.js";
import { allowedTypes, constantsOf, impliedBy } from "./implied.js";
import { InPlace } from "./in-place.js";
import { prefixesOf } from "./prefixes.js";
import {
  type JsonType,
  type Member,
  type Type,
  alternatives,
  intersection,
  isNever,
  never,
  simplified,
  typesOf,
  union,
  unknown,
} from "./type.js";

export class TypeBuilder {
  readonly #inPlace: InPlace;

  constructor(definitions: ReadonlyMap<string, Definition>) {
    this.#inPlace = new InPlace(new Map([...definitions].map(([name, { schema }]) => [name, schema])));
  }

  /** The type of a definition's values. */
  ofDefinition({ schema }: Definition): Type {
    return this.#place(schema);
  }

  /** The type of a frame, which is an object whatever its schema says. */
  ofFrame({ schema }: Definition): Type {
    return this.#place(typeof schema === "object" ? { ...schema, allOf: [...(schema.allOf ?? []), object] } : object);
  }

  /**
   * The type of the values at a place. A closed object has every member that its schema speaks of, also those of a
   * branch that did not come to anything: convert keeps them.
   */
  #place(schema: Schema): Type {
    const type = simplified(this.#typeOf(schema));
    const declared = this.#declaredBy(type);
    if (declared.size === 0) return type;
    const more = [...this.#inPlace.namesIn(schema)].filter((name) => !declared.has(name));
    return more.length === 0 ? type : intersection([type, this.#typeOf({ properties: anything(more) })]);
  }

  #declaredBy(type: Type): ReadonlySet<string> {
    switch (type.is) {
      case "object":
        return new Set(type.members.map(({ name }) => name));
      case "reference":
        return this.#inPlace.namesOf(type.name);
      case "union":
      case "intersection":
        return new Set(type.of.flatMap((part) => [...this.#declaredBy(part)]));
      default:
        return new Set();
    }
  }

  /** What a schema says about a value; places that have it all are made by `#place`. */
  #typeOf(schema: Schema): Type {
    if (typeof schema === "boolean") return schema ? unknown : never;
    const { $ref: name, allOf = [], anyOf, oneOf } = schema;
    const parts: Type[] = [];
    if (name !== undefined) parts.push({ is: "reference", name, types: this.#inPlace.typesOf(name) });
    parts.push(...allOf.map((part) => this.#typeOf(part)), this.#own(schema));
    for (const branches of [anyOf, oneOf])
      if (branches !== undefined) parts.push(union(branches.map((branch) => this.#typeOf(branch))));
    return intersection([...parts, ...this.#implied(schema)]);
  }

  /**
   * What conditions say. Members that only one side of a condition declares are declared beside it: on the other side they
   * may be anything.
   */
  #implied(schema: SchemaObject): Type[] {
    const types = impliedBy(schema).map((part) => this.#typeOf(part));
    const more = new Set(types.flatMap((type) => this.#oneSided(type)));
    for (const name of Object.keys(schema.properties ?? {})) more.delete(name);
    return more.size === 0 ? types : [this.#typeOf({ properties: anything([...more]) }), ...types];
  }

  #oneSided(type: Type): string[] {
    const sides = alternatives(type).filter((side) => typesOf(side).includes("object"));
    const declared = sides.map((side) => this.#declaredBy(side));
    const all = declared.flatMap((names) => [...names]);
    return all.filter((name) => !declared.every((names) => names.has(name)));
  }

  /** What the keywords of one schema say, without references and combinations. */
  #own(schema: SchemaObject): Type {
    const values = constantsOf(schema);
    if (values !== undefined) return union(values.map((value) => ({ is: "literal", value })));
    const told = new Map<JsonType, Type | undefined>([
      ["object", this.#object(schema)],
      ["array", this.#array(schema)],
    ]);
    const types = allowedTypes(schema);
    return union(types.map((type) => told.get(type) ?? { is: "any", of: type }));
  }

  /** The type of objects; nothing where the schema says nothing about their members. */
  #object(schema: SchemaObject): Type | undefined {
    const { properties = {}, patternProperties, required = [] } = schema;
    const prefixes = [...prefixesOf(schema)].map(([pattern, prefix]) => ({
      prefix,
      type: this.#place(patternProperties?.[pattern] ?? true),
    }));
    const rest = this.#otherMembers(schema);
    const listed = this.#listedNames(schema).filter((name) => !Object.hasOwn(properties, name));
    const undeclared = required.filter((name) => !Object.hasOwn(properties, name) && !listed.includes(name));
    const member = (name: string, type: Type, doc: Member["doc"] = []): Member => {
      const alike = prefixes.filter(({ prefix }) => name.startsWith(prefix)).map((one) => one.type);
      return { name, type: intersection([type, ...alike]), required: required.includes(name), doc };
    };
    const members = [
      ...Object.entries(properties).map(([name, inner]) =>
        member(name, this.#place(inner), typeof inner === "object" ? docLines(inner, name) : []),
      ),
      ...undeclared.map((name) => member(name, patternProperties === undefined ? (rest ?? unknown) : unknown)),
      ...listed.map((name) => member(name, rest ?? unknown)),
    ];
    if (members.length === 0 && rest === undefined) return undefined;
    const closed = rest === undefined || isNever(rest) || listed.length > 0;
    return { is: "object", members, ...(prefixes.length > 0 && { prefixes }), ...(!closed && { rest }) };
  }

  /** The type of members that are not named; `never` where there are none, nothing where the schema does not say. */
  #otherMembers(schema: SchemaObject): Type | undefined {
    const { patternProperties, additionalProperties, unevaluatedProperties } = schema;
    const said = looksElsewhere(schema) ? isOpened(unevaluatedProperties) : unevaluatedProperties;
    const rest = additionalProperties ?? said ?? (patternProperties === undefined ? undefined : true);
    if (rest === undefined) return undefined;
    const prefixes = prefixesOf(schema);
    const patterns = Object.entries(patternProperties ?? {}).filter(([pattern]) => !prefixes.has(pattern));
    return union([...patterns.map(([, schema]) => schema), rest].map((part) => this.#place(part)));
  }

  /** Names that are the only ones that members may have. */
  #listedNames({ propertyNames, patternProperties }: SchemaObject): string[] {
    if (propertyNames === undefined || patternProperties !== undefined) return [];
    const names = this.#inPlace.constantsOf(propertyNames) ?? [];
    return names.filter((name) => typeof name === "string");
  }

  /** The type of arrays; nothing where the schema says nothing about their items. */
  #array(schema: SchemaObject): Type | undefined {
    const { prefixItems = [], items, unevaluatedItems, minItems = 0, maxItems = Infinity } = schema;
    const isOwn = schema.contains === undefined && !looksElsewhere(schema);
    const rest = items ?? (isOwn ? unevaluatedItems : undefined) ?? true;
    if (prefixItems.length === 0 && rest !== false)
      return rest === true ? undefined : { is: "array", items: this.#place(rest) };
    const closed = rest === false || maxItems <= prefixItems.length;
    const tuple = prefixItems.slice(0, maxItems).map((item) => this.#place(item));
    const least = Math.min(minItems, tuple.length);
    return { is: "tuple", items: tuple, least, ...(!closed && { rest: this.#place(rest) }) };
  }
}

/** Whether subschemas of the same value decide with the schema what is left unevaluated. */
function looksElsewhere({ $ref, allOf, anyOf, oneOf, not, if: condition, dependentSchemas }: SchemaObject): boolean {
  return [$ref, allOf, anyOf, oneOf, not, condition, dependentSchemas].some((part) => part !== undefined);
}

/** Where others decide too: whether members that they say nothing of may be there. They are closed by themselves. */
function isOpened(unevaluated: Schema | undefined): true | undefined {
  return unevaluated === undefined || unevaluated === false ? undefined : true;
}

const object: Schema = { type: "object" };

function anything(names: readonly string[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(names.map((name) => [name, true]));
}
