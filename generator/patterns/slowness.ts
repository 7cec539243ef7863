/**
 * Whether a pattern can take more than linear time. scslre knows what one repeated character can do, with backreferences
 * and assertions taken into account; what longer texts can do, such as `ab` to `^(ab|abab)*$`, is our own analysis.
 */
import type { AST } from "@eslint-community/regexpp";
import { analyse } from "scslre";
import { type Ambiguity, findAmbiguity } from "./ambiguity.js";
import { type Automaton, automatonOf } from "./automaton.js";
import { type Budget, TooComplex } from "./budget.js";
import { findManyWays } from "./growth.js";

export interface Slow {
  readonly fault: "slow";
  readonly growth: Ambiguity["growth"] | "bounded";
  /** What makes the time grow when a text repeats it. */
  readonly repeated: string;
}

// What scslre does is not counted in our steps; it grows with the cube of what is repeated.
const mostRepeats = 20;
const stepsPerRepeats = 50;
const stepsPerAnalysis = 1_000;

/** How a pattern takes more than linear time, if it can. Throws {@link TooComplex}. */
export function slownessOf(parsed: AST.Pattern, budget: Budget): Slow | undefined {
  budget.spend(stepsPerAnalysis);
  const single = repeatedChar(parsed, budget);
  if (single?.growth === "exponential") return single;
  try {
    return repeatedText(parsed, budget) ?? single;
  } catch (error) {
    if (error instanceof TooComplex && single !== undefined) return single;
    throw error;
  }
}

function repeatedChar({ raw }: AST.Pattern, budget: Budget): Slow | undefined {
  const repeats = raw.match(/[*+?{]/g)?.length ?? 0;
  if (repeats > mostRepeats) {
    return undefined; // our own analysis knows little less
  }
  budget.spend(stepsPerRepeats * repeats ** 3);
  // One is enough, and all of them may be very many.
  const [found] = analyse({ source: raw, flags: "u" }, { maxReports: 1 }).reports;
  if (found === undefined) return undefined;
  return { fault: "slow", growth: found.exponential ? "exponential" : "polynomial", repeated: found.character.pick };
}

const backreference = /\\[1-9k]/;

function repeatedText(parsed: AST.Pattern, budget: Budget): Slow | undefined {
  const found = readSlowly(automatonOf(parsed, "empty", budget), budget);
  if (found !== undefined || !backreference.test(parsed.raw)) return found;
  return readSlowly(automatonOf(parsed, "copied", budget), budget);
}

function readSlowly(automaton: Automaton, budget: Budget): Slow | undefined {
  const found = findAmbiguity(automaton, budget);
  if (found !== undefined) return { fault: "slow", ...found };
  const repeated = findManyWays(automaton, budget);
  return repeated === undefined ? undefined : { fault: "slow", growth: "bounded", repeated };
}
