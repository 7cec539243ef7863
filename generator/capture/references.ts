/** Which definitions refer to which. */
import type { Protocol, Schema } from "../model.js";
import { refsIn } from "../schema/traverse.js";

export class References {
  readonly #definitions: Protocol["definitions"];
  readonly #refs = new Map<string, readonly string[]>();
  readonly #isCircular = new Map<string, boolean>();

  constructor(definitions: Protocol["definitions"]) {
    this.#definitions = definitions;
  }

  /** The definitions that one refers to, as often as it does. */
  of(name: string): readonly string[] {
    const known = this.#refs.get(name);
    if (known !== undefined) return known;
    const refs = refsIn(this.#definitions.get(name)?.schema ?? true);
    this.#refs.set(name, refs);
    return refs;
  }

  /** A definition and all that it refers to, by whatever way; but not what only those refer to that are passed over. */
  reachedBy(name: string, isPassedOver: (name: string) => boolean = () => false): ReadonlySet<string> {
    const reached = new Set([name]);
    // A set can grow while it is gone through.
    for (const one of reached) if (!isPassedOver(one)) for (const ref of this.of(one)) reached.add(ref);
    return reached;
  }

  /** Whether all schemas that a definition holds and refers to are so. */
  everySchema(name: string, isSo: (schema: Schema) => boolean): boolean {
    return [...this.reachedBy(name)].every((one) => isSo(this.#definitions.get(one)?.schema ?? false));
  }

  /** Whether a definition refers to itself, by whatever way. */
  isCircular(name: string): boolean {
    let known = this.#isCircular.get(name);
    if (known === undefined) {
      const reached = new Set(this.of(name));
      for (const one of reached) for (const ref of this.of(one)) reached.add(ref);
      this.#isCircular.set(name, (known = reached.has(name)));
    }
    return known;
  }
}
