/**
 * Parts of patterns and how they are put together (Glushkov's construction): a position for each character class, and how
 * many ways lead from one to the next.
 */
import type { Budget } from "./budget.js";
import type { CharSet } from "./chars.js";

/** Positions, with the number of ways that lead to each. */
export type Ways = ReadonlyMap<number, number>;

/** How a part can begin. */
interface Entry {
  /** Ways in which it matches without reading anything. */
  readonly empty: number;
  readonly first: Ways;
}

/** The positions from which a part can end, and whether it can end without any. */
interface Exit {
  readonly free: boolean;
  readonly from: ReadonlySet<number>;
}

export interface Part {
  readonly atStart: Entry;
  readonly later: Entry;
  readonly last: Ways;
  /** Whether it ends without looking at what follows. */
  readonly now: Exit;
  /** Whether it ends where the text does. */
  readonly end: Exit;
}

const none: Ways = new Map();
const nowhere: Exit = { free: false, from: new Set() };
const anywhere: Exit = { free: true, from: new Set() };
const pass: Entry = { empty: 1, first: none };
const fail: Entry = { empty: 0, first: none };

/** Reads nothing. */
export const nothing: Part = { atStart: pass, later: pass, last: none, now: anywhere, end: anywhere };
/** Reads nothing, and may fail. */
export const condition: Part = { ...nothing, now: nowhere, end: nowhere };
export const atStartOfText: Part = { ...condition, later: fail };
export const atEndOfText: Part = { ...condition, end: anywhere };
const never: Part = { ...condition, atStart: fail, later: fail };

const mostWays = 1e12;

/** Holds the positions, and puts parts together. */
export class Assembly {
  readonly chars: CharSet[] = [];
  readonly next: Map<number, number>[] = [];
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  position(chars: CharSet): number {
    this.next.push(new Map());
    return this.chars.push(chars) - 1;
  }

  reading(chars: CharSet): Part {
    if (chars.isEmpty) return never;
    const self: Ways = new Map([[this.position(chars), 1]]);
    const entry = { empty: 0, first: self };
    const exit = { free: false, from: new Set(self.keys()) };
    return { atStart: entry, later: entry, last: self, now: exit, end: exit };
  }

  link(from: Ways, to: Ways): void {
    for (const [a, left] of from) {
      const next = this.next[a];
      for (const [b, right] of to) next?.set(b, capped((next.get(b) ?? 0) + left * right));
      this.#budget.spend(to.size);
    }
  }

  either(parts: readonly Part[]): Part {
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const entry = (of: (part: Part) => Entry): Entry => ({
      empty: capped(parts.reduce((sum, part) => sum + of(part).empty, 0)),
      first: this.#sum(parts.map((part) => [of(part).first, 1])),
    });
    const exit = (of: (part: Part) => Exit): Exit => ({
      free: parts.some((part) => of(part).free),
      from: new Set(parts.flatMap((part) => [...of(part).from])),
    });
    return {
      atStart: entry((part) => part.atStart),
      later: entry((part) => part.later),
      last: this.#sum(parts.map((part) => [part.last, 1])),
      now: exit((part) => part.now),
      end: exit((part) => part.end),
    };
  }

  concat(a: Part, b: Part): Part {
    this.link(a.last, b.later.first);
    const entry = (left: Entry, right: Entry): Entry => ({
      empty: capped(left.empty * right.empty),
      first: this.#sum([
        [left.first, 1],
        [right.first, left.empty],
      ]),
    });
    const exit = (left: Exit, right: Exit): Exit => ({
      free: left.free && right.free,
      from: right.free && left.from.size > 0 ? new Set([...left.from, ...right.from]) : right.from,
    });
    const last = this.#sum([
      [b.last, 1],
      [a.last, b.later.empty],
    ]);
    const [now, end] = [exit(a.now, b.now), exit(a.end, b.end)];
    return { atStart: entry(a.atStart, b.atStart), later: entry(a.later, b.later), last, now, end };
  }

  /** No turn or more. */
  star(part: Part): Part {
    this.link(part.last, part.later.first);
    return this.optional(part);
  }

  /** One turn or more. Where the first turn may read nothing, the next may begin in its place. */
  plus(part: Part): Part {
    this.link(part.last, part.later.first);
    const entry = ({ empty, first }: Entry): Entry => ({
      empty,
      first: empty === 0 ? first : this.#sum([[first, capped(1 + empty)]]),
    });
    return { ...part, atStart: entry(part.atStart), later: entry(part.later) };
  }

  /** An engine does not take a turn that reads nothing, so there is one way to leave the part out. */
  optional({ atStart, later, last, now, end }: Part): Part {
    return {
      atStart: { empty: 1, first: atStart.first },
      later: { empty: 1, first: later.first },
      last,
      now: { free: true, from: now.from },
      end: { free: true, from: end.from },
    };
  }

  /** A branch that the engine walks, and that the match does not go on from. */
  aside({ atStart, later }: Part): Part {
    const entry = ({ first }: Entry): Entry => ({ empty: 1, first });
    return { ...condition, atStart: entry(atStart), later: entry(later) };
  }

  #sum(terms: readonly (readonly [ways: Ways, factor: number])[]): Ways {
    const counted = terms.filter(([ways, factor]) => factor > 0 && ways.size > 0);
    const [only] = counted;
    if (only === undefined) return none;
    if (counted.length === 1 && only[1] === 1) return only[0];
    const sum = new Map<number, number>();
    for (const [ways, factor] of counted) {
      for (const [position, count] of ways) sum.set(position, capped((sum.get(position) ?? 0) + count * factor));
      this.#budget.spend(ways.size);
    }
    return sum;
  }
}

function capped(ways: number): number {
  return Math.min(ways, mostWays);
}
