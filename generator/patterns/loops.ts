/** Loops of an automaton: strongly connected components (Tarjan) in which something can be read again and again. */
import type { Ways } from "./parts.js";

/** The number of the loop that each position is part of; undefined where it is in none. */
export function loopsOf(next: readonly Ways[]): (number | undefined)[] {
  return new Walk(next).loops;
}

class Walk {
  readonly loops: (number | undefined)[];
  readonly #next: readonly Ways[];
  readonly #order: (number | undefined)[];
  /** The earliest position, by order, that each leads back to. */
  readonly #low: number[];
  readonly #open: number[] = [];
  readonly #isOpen = new Set<number>();
  #count = 0;

  constructor(next: readonly Ways[]) {
    this.#next = next;
    this.#order = next.map(() => undefined);
    this.#low = next.map(() => 0);
    this.loops = next.map(() => undefined);
    for (const root of next.keys()) if (this.#order[root] === undefined) this.#from(root);
  }

  /** Depth first, without recursion: patterns may be long. */
  #from(root: number): void {
    const path = [this.#enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { done, value } = top.rest.next();
      if (done !== true && this.#order[value] === undefined) path.push(this.#enter(value));
      else if (done !== true) this.#leadsBack(top.at, this.#isOpen.has(value) ? this.#order[value] : undefined);
      else {
        path.pop();
        this.#leave(top.at);
        const parent = path.at(-1);
        if (parent !== undefined) this.#leadsBack(parent.at, this.#low[top.at]);
      }
    }
  }

  #enter(at: number): { readonly at: number; readonly rest: Iterator<number, undefined> } {
    this.#low[at] = this.#order[at] = this.#count++;
    this.#open.push(at);
    this.#isOpen.add(at);
    return { at, rest: (this.#next[at] ?? new Map<number, number>()).keys() };
  }

  #leadsBack(at: number, to: number | undefined): void {
    this.#low[at] = Math.min(this.#low[at] ?? 0, to ?? Infinity);
  }

  #leave(at: number): void {
    if (this.#low[at] !== this.#order[at]) return;
    const members = this.#open.splice(this.#open.lastIndexOf(at));
    for (const member of members) this.#isOpen.delete(member);
    if (members.length === 1 && this.#next[at]?.has(at) !== true) return;
    for (const member of members) this.loops[member] = at;
  }
}
