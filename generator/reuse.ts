/**
 * Results of earlier runs, by what they were made from. A result is only ever taken over for exactly the same input by
 * exactly the same generator, so that what is generated never depends on what was generated before.
 */
import { platform } from "./platform.js";

/** Results of one sort, by the digests of their keys. */
interface Results {
  readonly old: ReadonlyMap<string, unknown>;
  readonly used: Map<string, unknown>;
  isNew: boolean;
}

/** Keeps results: values that JSON can carry. */
export class Reuse {
  readonly #build: string;
  readonly #sorts = new Map<string, Results>();

  /** `build` names the generator, exactly; `old` is what earlier runs gave as their {@link news}, by sort. */
  constructor(build: string, old: ReadonlyMap<string, string> = new Map()) {
    this.#build = build;
    for (const [sort, text] of old) this.#sorts.set(sort, { old: parsed(text), used: new Map(), isNew: false });
  }

  /** Whether there is nothing that could be taken over. */
  get isEmpty(): boolean {
    return [...this.#sorts.values()].every(({ old, used }) => old.size + used.size === 0);
  }

  /** Gives the result for each input: made by `make`, which gets all inputs that no run has seen, or taken over. */
  async each<I, T>(inputs: readonly I[], about: Making<I, T>): Promise<T[]> {
    const keys = inputs.map((input) => this.#keyOf(about.sort, about.key(input)));
    const sort = this.#sorts.get(about.sort) ?? { old: new Map(), used: new Map(), isNew: false };
    this.#sorts.set(about.sort, sort);
    const isKnown = keys.map((key) => sort.old.has(key) || sort.used.has(key));
    const missing = inputs.filter((_, i) => isKnown[i] === false);
    const made = missing.length === 0 ? [] : await about.make(missing);
    let next = 0;
    return keys.map((key, i) => {
      sort.isNew ||= isKnown[i] === false;
      // What is kept under a key is what was made for it by the same generator.
      const result = (isKnown[i] === true ? (sort.used.get(key) ?? sort.old.get(key)) : made[next++]) as T;
      sort.used.set(key, result);
      return result;
    });
  }

  /** What a later run can go on from: the results of this one, by sort; of those sorts where they are not the earlier ones. */
  get news(): ReadonlyMap<string, string> {
    const isNews = ({ old, used, isNew }: Results): boolean => isNew || (used.size > 0 && used.size !== old.size);
    const changed = [...this.#sorts].filter(([, results]) => isNews(results));
    return new Map(changed.map(([sort, { used }]) => [sort, JSON.stringify([...used])]));
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
