/**
 * A bounded choice among things with names, without regard to the order in which they come: those whose names have the
 * smallest ranks. What is chosen of the whole is chosen of each part in which it occurs, so counts stay exact when the
 * parts are added up.
 */

/** A number for a name that has nothing to do with when it comes (FNV-1a). */
export function rankOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  // Mixed once more: names that differ in their last character only would have ranks next to each other.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** About how many names there were where those of the smallest ranks were chosen: from how dense their ranks are. */
export function estimateFrom(chosen: readonly string[]): number {
  const greatest = chosen.reduce((most, name) => Math.max(most, rankOf(name)), 1);
  return Math.max(chosen.length, Math.round(((chosen.length - 1) / greatest) * 2 ** 32));
}

/** A table that keeps at most so many entries (for a while twice as many). */
export class Sample<T> {
  readonly #most: number;
  readonly #rank: (name: string) => number;
  readonly #entries = new Map<string, T>();
  #bound: readonly [rank: number, name: string] | undefined;
  /** Whether something was left out. */
  isPartial = false;

  constructor(most: number, rank: (name: string) => number = rankOf) {
    this.#most = most;
    this.#rank = rank;
  }

  get(name: string): T | undefined {
    return this.#entries.get(name);
  }

  /** Whether a new name is still of the smallest ranks. */
  wants(name: string): boolean {
    const isWanted = this.#bound === undefined || isBefore([this.#rank(name), name], this.#bound);
    if (!isWanted) this.isPartial = true;
    return isWanted;
  }

  set(name: string, value: T): void {
    this.#entries.set(name, value);
    if (this.#entries.size > this.#most * 2) this.#prune();
  }

  /** The chosen, in the order in which they came. */
  entries(): readonly (readonly [string, T])[] {
    if (this.#entries.size > this.#most) this.#prune();
    return [...this.#entries];
  }

  #prune(): void {
    const ranked = [...this.#entries.keys()].map((name) => [this.#rank(name), name] as const);
    ranked.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.#bound = ranked[this.#most];
    for (const [, name] of ranked.slice(this.#most)) this.#entries.delete(name);
    this.isPartial = true;
  }
}

function isBefore(a: readonly [number, string], b: readonly [number, string]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
