/** Which schemas are the same one. */
import type { Schema } from "../../model.js";
import { hasNoParts } from "../../schema/facts.js";

/** Numbers schemas. */
export class Identities {
  readonly #known = new Map<Schema, number>();
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
}
