/** Which schemas are the same one. */
import type { Schema, SchemaObject } from "../../model.js";
import { hasNoParts } from "../../schema/facts.js";

/** Numbers schemas. */
export class Identities {
  readonly #known = new Map<Schema, number>();
  readonly #bare = new Map<string, Map<SchemaObject, SchemaObject>>();
  readonly #scalars = new Map<string, number>();

  /** Texts and numbers of one sort stand in a protocol thousands of times, and count as one. */
  of(schema: Schema): number {
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const content = hasNoParts(schema) ? JSON.stringify(schema) : undefined;
    const id = (content === undefined ? undefined : this.#scalars.get(content)) ?? this.#known.size;
    this.#known.set(schema, id);
    if (content !== undefined) this.#scalars.set(content, id);
    return id;
  }

  /** A schema by itself, without a union that has been decided; the same each time. */
  without(schema: SchemaObject, keyword: "anyOf" | "oneOf" | undefined): SchemaObject {
    const made = this.#bare.get(keyword ?? "") ?? new Map<SchemaObject, SchemaObject>();
    this.#bare.set(keyword ?? "", made);
    const known = made.get(schema);
    if (known !== undefined) return known;
    const { $ref: _ref, allOf: _allOf, ...rest } = schema;
    if (keyword !== undefined) delete rest[keyword];
    made.set(schema, rest);
    return rest;
  }
}
