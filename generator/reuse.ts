/**
 * Results of earlier runs, by what they were made from. A result is only ever taken over for exactly the same input by
 * exactly the same generator, so that what is generated never depends on what was generated before.
 */
import { platform } from "./platform.js";

/** Keeps results: values that JSON can carry. */
export class Reuse {
  readonly #build: string;
  readonly #old: ReadonlyMap<string, unknown>;
  readonly #used = new Map<string, unknown>();
  #isNew = false;

  /** `build` names the generator, exactly; `old` is what an earlier run gave as its {@link text}. */
  constructor(build: string, old?: string) {
    this.#build = build;
    this.#old = old === undefined ? new Map() : parsed(old);
  }

  /** Whether there is nothing that could be taken over. */
  get isEmpty(): boolean {
    return this.#old.size + this.#used.size === 0;
  }

  /** Gives the result for each input: made by `make`, which gets all inputs that no run has seen, or taken over. */
  async each<I, T>(inputs: readonly I[], about: Making<I, T>): Promise<T[]> {
    const keys = inputs.map((input) => this.#keyOf(about.sort, about.key(input)));
    const isKnown = keys.map((key) => this.#old.has(key) || this.#used.has(key));
    const missing = inputs.filter((_, i) => isKnown[i] === false);
    const made = missing.length === 0 ? [] : await about.make(missing);
    let next = 0;
    return keys.map((key, i) => {
      this.#isNew ||= isKnown[i] === false;
      // What is kept under a key is what was made for it by the same generator.
      const result = (isKnown[i] === true ? (this.#used.get(key) ?? this.#old.get(key)) : made[next++]) as T;
      this.#used.set(key, result);
      return result;
    });
  }

  /** What a later run can go on from: the results of this one. Undefined where they are those of the earlier one. */
  get text(): string | undefined {
    return this.#isNew || this.#used.size !== this.#old.size ? JSON.stringify([...this.#used]) : undefined;
  }

  #keyOf(sort: string, key: unknown): string {
    return platform.crypto
      .createHash("sha256")
      .update(JSON.stringify([this.#build, sort, key]))
      .digest("base64");
  }
}

/** How results of one sort are made. Whatever a result depends on is in its key. */
export interface Making<I, T> {
  readonly sort: string;
  readonly key: (input: I) => unknown;
  readonly make: (inputs: readonly I[]) => Promise<readonly T[]>;
}

/** A file that somebody has damaged holds nothing. */
function parsed(text: string): ReadonlyMap<string, unknown> {
  try {
    const entries: unknown = JSON.parse(text);
    const isEntry = (entry: unknown): entry is [string, unknown] =>
      Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string";
    return new Map(Array.isArray(entries) && entries.every(isEntry) ? entries : []);
  } catch {
    return new Map();
  }
}
