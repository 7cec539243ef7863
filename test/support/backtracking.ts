/** A backtracking matcher as the specification describes it, which counts its steps: what a pattern really costs. */
import { type AST, RegExpParser } from "@eslint-community/regexpp";

type Next = (at: number) => boolean;

/** Thrown when a match takes more steps than it may. */
export class TooManySteps extends Error {}

/** How many steps the search for a match of the pattern takes, flag `u`, characters of one unit only. */
export function stepsOf(pattern: string, text: string, most: number): number {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  const matcher = new Matcher(text, most);
  for (let start = 0; start <= text.length; start += 1) if (matcher.either(alternatives, start, () => true)) break;
  return matcher.steps;
}

class Matcher {
  steps = 0;
  readonly #text: string;
  readonly #most: number;

  constructor(text: string, most: number) {
    this.#text = text;
    this.#most = most;
  }

  either(alternatives: readonly AST.Alternative[], at: number, next: Next): boolean {
    return alternatives.some(({ elements }) => this.#sequence(elements, at, next));
  }

  #sequence([first, ...rest]: readonly AST.Element[], at: number, next: Next): boolean {
    return first === undefined ? next(at) : this.#element(first, at, (then) => this.#sequence(rest, then, next));
  }

  #element(element: AST.Element, at: number, next: Next): boolean {
    this.steps += 1;
    if (this.steps > this.#most) throw new TooManySteps();
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return this.either(element.alternatives, at, next);
      case "Quantifier":
        return this.#repeat(element, { at, turns: 0 }, next);
      case "Assertion":
        return this.#holds(element, at) && next(at);
      case "Character":
      case "CharacterSet":
      case "CharacterClass": {
        const char = this.#text[at];
        return char !== undefined && new RegExp(`^(?:${element.raw})$`, "u").test(char) && next(at + 1);
      }
      default:
        throw new Error(`no ${element.type} here`);
    }
  }

  #repeat(quantifier: AST.Quantifier, { at, turns }: { at: number; turns: number }, next: Next): boolean {
    const { element, min, max, greedy } = quantifier;
    const again = (): boolean =>
      turns < max &&
      this.#element(element, at, (then) =>
        then === at && turns >= min ? false : this.#repeat(quantifier, { at: then, turns: turns + 1 }, next),
      );
    if (turns < min) return again();
    return greedy ? again() || next(at) : next(at) || again();
  }

  #holds(assertion: AST.Assertion, at: number): boolean {
    if (assertion.kind === "start") return at === 0;
    if (assertion.kind === "end") return at === this.#text.length;
    if (assertion.kind !== "lookahead") throw new Error(`no ${assertion.kind} here`);
    return this.either(assertion.alternatives, at, () => true) !== assertion.negate;
  }
}
