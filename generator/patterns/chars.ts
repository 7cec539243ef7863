/** Sets of characters. */
import type { toUnicodeSet } from "regexp-ast-analysis";
import type { Budget } from "./budget.js";

export type CharSet = ReturnType<typeof toUnicodeSet>["chars"];

/** A character of the set, one that reads well if there is one. */
export function someCharOf(set: CharSet): string {
  const readable = [0x61, 0x41, 0x30, 0x2d, 0x2e, 0x20].find((c) => set.has(c));
  const printable = set.ranges.find(({ max }) => max > 0x20);
  const least = printable === undefined ? (set.ranges[0]?.min ?? 0) : Math.max(printable.min, 0x21);
  return String.fromCodePoint(readable ?? least);
}

/** Sets by number, so that what two of them have in common is computed once. */
export class Intersections {
  readonly #sets: CharSet[] = [];
  readonly #numbers = new Map<CharSet, number>();
  readonly #common: Map<number, number | undefined>[] = [];
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  numberOf(set: CharSet): number {
    const known = this.#numbers.get(set);
    if (known !== undefined) return known;
    this.#numbers.set(set, this.#sets.length);
    this.#common.push(new Map());
    return this.#sets.push(set) - 1;
  }

  setOf(number: number): CharSet {
    const set = this.#sets[number];
    if (set === undefined) throw new Error(`there is no set ${number}`);
    return set;
  }

  /** The number of what two sets have in common; undefined where that is nothing. */
  common(a: number, b: number): number | undefined {
    if (a === b) return a;
    const [low, high] = a < b ? [a, b] : [b, a];
    const known = this.#common[low];
    if (known?.has(high) === true) return known.get(high);
    const [left, right] = [this.setOf(low), this.setOf(high)];
    this.#budget.spend(left.ranges.length + right.ranges.length);
    const set = left.intersect(right);
    const number = set.isEmpty ? undefined : this.numberOf(set);
    known?.set(high, number);
    return number;
  }
}
