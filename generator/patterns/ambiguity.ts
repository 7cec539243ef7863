/**
 * Whether an automaton reads some repeated text in ever more ways: the tests of Weber and Seidl ("On the degree of
 * ambiguity of finite automata", 1991), on the positions that an engine may go back to.
 */
import type { Automaton } from "./automaton.js";
import type { Budget } from "./budget.js";
import { Intersections, someCharOf } from "./chars.js";
import { loopsOf } from "./loops.js";
import type { Ways } from "./parts.js";

/** How the time grows with the text, and what makes it grow when it is repeated. */
export interface Ambiguity {
  readonly growth: "exponential" | "polynomial";
  readonly repeated: string;
}

/** Positions that are read side by side. */
type Tuple = readonly number[];

interface Goal {
  /** For each place of a tuple, the positions that it may hold; any where there is no set. */
  readonly within: readonly (ReadonlySet<number> | undefined)[];
  /** Whether a step, from the one tuple to the other, leads to the end. */
  readonly isEnd: (to: Tuple, from: Tuple) => boolean;
}

/** Finds a text that can be read in ever more ways when it is repeated. Throws {@link TooComplex}. */
export function findAmbiguity(automaton: Automaton, budget: Budget): Ambiguity | undefined {
  return new Search(automaton, budget).run();
}

class Search {
  /** The number of what is read at each position. */
  readonly #read: readonly number[];
  readonly #sets: Intersections;
  readonly #budget: Budget;
  /** What comes after each position, without positions from which nothing is tried again. */
  readonly #next: readonly Ways[];

  constructor({ chars, next, sure }: Automaton, budget: Budget) {
    this.#budget = budget;
    this.#sets = new Intersections(budget);
    this.#read = chars.map((set) => this.#sets.numberOf(set));
    this.#next = next.map((ways, i) => new Map(sure.has(i) ? [] : [...ways].filter(([to]) => !sure.has(to))));
  }

  run(): Ambiguity | undefined {
    const loops = new Map<number, number[]>();
    for (const [position, loop] of loopsOf(this.#next).entries()) {
      if (loop !== undefined) loops.set(loop, [...(loops.get(loop) ?? []), position]);
    }
    for (const members of loops.values()) {
      const repeated = this.#twoWaysRound(members);
      if (repeated !== undefined) return { growth: "exponential", repeated };
    }
    for (const from of loops.values()) {
      for (const to of loops.values()) {
        const repeated = from === to ? undefined : this.#handsOver(from, to);
        if (repeated !== undefined) return { growth: "polynomial", repeated };
      }
    }
    return undefined;
  }

  /** A text that leads round in a loop in two ways. */
  #twoWaysRound(members: readonly number[]): string | undefined {
    const inside = new Set(members);
    for (const position of members) {
      for (const [to, ways] of this.#next[position] ?? none) {
        if (ways > 1 && inside.has(to)) return this.#textOf([[to]]) + this.#textBetween(to, position, inside);
      }
    }
    const pairs = members.map((position) => [position, position]);
    const isEnd = ([a, b]: Tuple, [c, d]: Tuple): boolean => a === b && c !== d;
    const way = this.#search(pairs, { within: [inside, inside], isEnd });
    if (way === undefined) return undefined;
    const [[start = 0] = [], ...read] = way;
    return this.#textOf(read) + this.#textBetween(read.at(-1)?.[0] ?? 0, start, inside);
  }

  /** A text that both loops read, and that leads from the one to the other as well. */
  #handsOver(from: readonly number[], to: readonly number[]): string | undefined {
    const [first, second] = [new Set(from), new Set(to)];
    if (![...this.#reachable(from)].some((position) => second.has(position))) return undefined;
    for (const p of from) {
      for (const q of to) {
        const isEnd = ([a, b, c]: Tuple): boolean => a === p && b === q && c === q;
        const way = this.#search([[p, q, p]], { within: [first, second, undefined], isEnd });
        if (way !== undefined) return this.#textOf(way.slice(1));
      }
    }
    return undefined;
  }

  #reachable(from: readonly number[]): Set<number> {
    const seen = new Set(from);
    for (const position of seen) {
      const next = this.#next[position] ?? none;
      this.#budget.spend(next.size);
      for (const to of next.keys()) seen.add(to);
    }
    return seen;
  }

  #textBetween(from: number, to: number, inside: ReadonlySet<number>): string {
    if (from === to) return "";
    const way = this.#search([[from]], { within: [inside], isEnd: ([a]) => a === to });
    return this.#textOf(way?.slice(1) ?? []);
  }

  /** Breadth first through tuples of positions that read the same characters. */
  #search(starts: readonly Tuple[], { within, isEnd }: Goal): Tuple[] | undefined {
    const steps = new Map<number, Step>(starts.map((tuple) => [this.#keyOf(tuple), { tuple }]));
    for (const step of steps.values()) {
      for (const next of this.#successors(step.tuple, within)) {
        if (isEnd(next, step.tuple)) return [...wayTo(step), next];
        const key = this.#keyOf(next);
        if (!steps.has(key)) steps.set(key, { tuple: next, before: step });
      }
    }
    return undefined;
  }

  #keyOf(tuple: Tuple): number {
    return tuple.reduce((key, position) => key * this.#next.length + position, 0);
  }

  #successors(tuple: Tuple, within: Goal["within"]): Tuple[] {
    let grown: { readonly tuple: Tuple; readonly read: number | undefined }[] = [{ tuple: [], read: undefined }];
    for (const [place, position] of tuple.entries()) {
      const allowed = within[place];
      const next = [...(this.#next[position] ?? none).keys()].filter((to) => allowed?.has(to) !== false);
      this.#budget.spend(1 + (this.#next[position]?.size ?? 0) + grown.length * next.length);
      grown = grown.flatMap(({ tuple, read }) =>
        next
          .map((to) => ({ tuple: [...tuple, to], read: this.#alsoRead(read, to) }))
          .filter((longer) => longer.read !== undefined),
      );
    }
    return grown.map(({ tuple }) => tuple);
  }

  /** What can be read both as a set of this number and at a position. */
  #alsoRead(set: number | undefined, position: number): number | undefined {
    const own = this.#read[position];
    return set === undefined || own === undefined ? own : this.#sets.common(set, own);
  }

  #textOf(way: readonly Tuple[]): string {
    const read = way.map((tuple) => tuple.reduce<number | undefined>((set, at) => this.#alsoRead(set, at), undefined));
    return read.map((set) => (set === undefined ? "" : someCharOf(this.#sets.setOf(set)))).join("");
  }
}

const none: Ways = new Map();

interface Step {
  readonly tuple: Tuple;
  readonly before?: Step;
}

function wayTo(last: Step): Tuple[] {
  const way: Tuple[] = [];
  for (let at: Step | undefined = last; at !== undefined; at = at.before) way.push(at.tuple);
  return way.reverse();
}
