/**
 * Whether a pattern is a regular expression of JavaScript that takes no more than linear time. Patterns run with the flag
 * `u`, without anchors unless they have them.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { Budget, TooComplex } from "./budget.js";
import { type ForeignPart, foreignPart } from "./dialects.js";
import type { Slow, slownessOf } from "./slowness.js";

/** What is wrong with a pattern. */
export type PatternFault = Unreadable | Slow | Unclear;

interface Unreadable {
  readonly fault: "not-javascript";
  readonly reason: string;
  readonly foreign: ForeignPart | undefined;
}

/** Too complex to be analysed: it alone, or all patterns together. */
interface Unclear {
  readonly fault: "unclear";
  readonly together: boolean;
}

const mostSteps = 1_000_000;
const mostStepsTogether = 8_000_000;
const deepestGroups = 100;
// For what is done with every pattern: reading it.
const stepsPerChar = 20;

/** Judges patterns, each once, within one budget for all of them. */
export class Judge {
  readonly #whole = new Budget(mostStepsTogether);
  readonly #known = new Map<string, Promise<PatternFault | undefined>>();
  #analyser: Promise<{ readonly slownessOf: typeof slownessOf }> | undefined;

  /** What is wrong with a pattern. Those that are `allowed` need only be regular expressions of JavaScript. */
  faultOf(pattern: string, { allowed }: { allowed: boolean }): Promise<PatternFault | undefined> {
    const known = this.#known.get(pattern) ?? this.#judge(pattern, allowed);
    this.#known.set(pattern, known);
    return known;
  }

  async #judge(pattern: string, allowed: boolean): Promise<PatternFault | undefined> {
    const budget = new Budget(mostSteps, this.#whole);
    try {
      budget.spend(stepsPerChar * pattern.length);
      if (groupsDeep(pattern) > deepestGroups) throw new TooComplex();
      const parsed = parse(pattern);
      if ("fault" in parsed) return parsed;
      if (allowed || isPlain(parsed)) return undefined;
      this.#analyser ??= import("./slowness.js");
      return (await this.#analyser).slownessOf(parsed, budget);
    } catch (error) {
      if (!(error instanceof TooComplex)) throw error;
      return { fault: "unclear", together: this.#whole.isSpent };
    }
  }
}

/** Read by one edition of the language, whatever the engine that runs us knows beyond it; and by that engine. */
function parse(pattern: string): AST.Pattern | Unreadable {
  try {
    RegExp(pattern, "u");
    const parser = new RegExpParser({ ecmaVersion: 2024 });
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.replace(/^Invalid regular expression: /, "").replace(`/${pattern}/u: `, "");
    return { fault: "not-javascript", reason, foreign: foreignPart(pattern) };
  }
}

function groupsDeep(pattern: string): number {
  let depth = 0;
  let most = 0;
  for (const [mark] of pattern.matchAll(/\\[^]|[()]/g)) {
    if (mark === "(") depth += 1;
    else if (mark === ")") depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Such as `^[a-z]+$`: what nearly all patterns are is known at sight, and the analysers need not be loaded. */
function isPlain({ alternatives }: AST.Pattern): boolean {
  const [only, ...others] = alternatives;
  if (only === undefined || others.length > 0) return false;
  const [first] = only.elements;
  const anchored = first?.type === "Assertion" && first.kind === "start";
  const varied = only.elements.filter((e) => e.type === "Quantifier" && e.min !== e.max);
  return varied.length <= (anchored ? 1 : 0) && only.elements.every((element) => isFlat(element));
}

const flat: ReadonlySet<string> = new Set(["Character", "CharacterSet", "CharacterClass"]);

function isFlat(element: AST.Element): boolean {
  if (element.type === "Assertion") return element.kind === "start" || element.kind === "end";
  return flat.has(element.type === "Quantifier" ? element.element.type : element.type);
}
