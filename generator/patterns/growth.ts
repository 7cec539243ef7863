/** Patterns without a loop at fault that still try very many ways, such as `^(a?){30}a{30}$`. */
import type { Automaton } from "./automaton.js";
import type { Budget } from "./budget.js";
import { someCharOf } from "./chars.js";
import type { Ways } from "./parts.js";

// So many ways at once take a good part of a millisecond; more are a danger even where their number has an end.
const mostWays = 10_000;
const longest = 200;
// Positions whose characters are tried at each step.
const mostTries = 12;

/**
 * Reads a text that is chosen, character by character, so that many ways stay open. Gives it where there are too many of
 * them. Throws {@link TooComplex}.
 */
export function findManyWays(automaton: Automaton, budget: Budget): string | undefined {
  let open = automaton.start;
  for (let text = ""; text.length < longest;) {
    const tried = charsToTry(open, automaton).map((char) => ({ char, next: read(char, open, { automaton, budget }) }));
    const [first, ...others] = tried;
    if (first === undefined) return undefined;
    if (sum(open) > mostWays) return text === "" ? first.char : text;
    const best = others.reduce((most, one) => (sum(one.next) > sum(most.next) ? one : most), first);
    text += best.char;
    open = best.next;
  }
  return undefined;
}

function charsToTry(open: Ways, { chars }: Automaton): string[] {
  const positions = [...open].sort((a, b) => b[1] - a[1]).slice(0, mostTries);
  const sets = positions.map(([position]) => chars[position]).filter((set) => set !== undefined);
  return [...new Set(sets.map(someCharOf))];
}

/** The ways that are open once the character was read. */
function read(char: string, open: Ways, { automaton, budget }: { automaton: Automaton; budget: Budget }): Ways {
  const { chars, next, sure } = automaton;
  const code = char.codePointAt(0) ?? 0;
  const after = new Map<number, number>();
  for (const [position, ways] of open) {
    budget.spend(1);
    if (chars[position]?.has(code) !== true) continue;
    // Behind such a position the match succeeds, so no second way is tried.
    const counted = sure.has(position) ? 1 : ways;
    for (const [to, more] of next[position] ?? []) after.set(to, (after.get(to) ?? 0) + counted * more);
    budget.spend(next[position]?.size ?? 0);
  }
  return after;
}

function sum(ways: Ways): number {
  let all = 0;
  for (const count of ways.values()) all += count;
  return all;
}
