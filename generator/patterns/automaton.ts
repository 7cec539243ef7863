/** Patterns to automata that keep every way in which a backtracking engine could go. */
import type { AST } from "@eslint-community/regexpp";
import { toCache, toUnicodeSet } from "regexp-ast-analysis";
import { type Budget, TooComplex } from "./budget.js";
import type { CharSet } from "./chars.js";
import { type Part, type Ways, Assembly, atEndOfText, atStartOfText, condition, nothing } from "./parts.js";

export interface Automaton {
  /** The characters that are read at each position. Position 0 reads whatever stands before the match. */
  readonly chars: readonly CharSet[];
  /** What can be read after each position. */
  readonly next: readonly Ways[];
  /** What can be read first at the start of the text. */
  readonly start: Ways;
  /** Positions from which the match is sure to succeed, so that what was passed by is never tried again. */
  readonly sure: ReadonlySet<number>;
}

type Reading = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

// Repeated more often than this, a part counts as repeated without end.
const mostCopies = 100;
// What it costs to make a position, in steps.
const perElement = 20;

/** What a backreference stands for: nothing, as where its group did not match, or what its group can read. */
export type References = "empty" | "copied";

/** Builds the automaton of a pattern. Throws {@link TooComplex} where it would be too large. */
export function automatonOf(pattern: AST.Pattern, references: References, budget: Budget): Automaton {
  return new Builder(references, budget).build(pattern);
}

class Builder {
  readonly #cache = toCache({ unicode: true });
  /** One set for each way to write one. */
  readonly #sets = new Map<string, CharSet>();
  readonly #assembly: Assembly;
  readonly #budget: Budget;
  /** Somewhere on the way a match may fail for another reason than the next character. */
  #isConditional = false;
  #references: References;

  constructor(references: References, budget: Budget) {
    this.#references = references;
    this.#budget = budget;
    this.#assembly = new Assembly(budget);
  }

  build({ alternatives }: AST.Pattern): Automaton {
    const { chars, next } = this.#assembly;
    const before = this.#assembly.position(toUnicodeSet([], this.#cache).chars.negate());
    const whole = this.#alternatives(alternatives);
    this.#assembly.link(new Map([[before, 1]]), new Map([...whole.later.first, [before, 1]]));
    const universal = this.#isConditional ? [] : this.#universal(whole.end.from);
    return { chars, next, start: whole.atStart.first, sure: new Set([...whole.now.from, ...universal]) };
  }

  /** Positions behind which any text leads to the end: each can end, and what comes next reads every character. */
  #universal(ending: ReadonlySet<number>): Set<number> {
    const { chars, next } = this.#assembly;
    const kept = new Set(ending);
    for (let before = -1; before !== kept.size;) {
      before = kept.size;
      for (const position of kept) {
        const read = [...(next[position]?.keys() ?? [])].filter((to) => kept.has(to)).map((to) => chars[to]);
        const sets = read.filter((set) => set !== undefined);
        this.#budget.spend(sets.length);
        if (sets[0]?.union(...sets).isAll !== true) kept.delete(position);
      }
    }
    return kept;
  }

  #alternatives(alternatives: readonly AST.Alternative[]): Part {
    return this.#assembly.either(
      alternatives.map(({ elements }) => this.#sequence(elements.map((element) => () => this.#element(element)))),
    );
  }

  #sequence(builders: readonly (() => Part)[]): Part {
    return builders.reduce<Part>((before, build) => this.#assembly.concat(before, build()), nothing);
  }

  #element(element: AST.Element): Part {
    this.#budget.spend(perElement);
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return this.#alternatives(element.alternatives);
      case "Quantifier":
        return this.#repeat(element);
      case "Assertion":
        return this.#assertion(element);
      case "Backreference":
        return this.#reference(element);
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass":
        return this.#assembly.reading(this.#setOf(element));
    }
  }

  #reference({ resolved }: AST.Backreference): Part {
    this.#isConditional = true;
    if (this.#references === "empty") return condition;
    const groups = Array.isArray(resolved) ? resolved : [resolved];
    this.#references = "empty"; // in the copy: it may refer to itself
    const copy = this.#assembly.either(groups.map(({ alternatives }) => this.#alternatives(alternatives)));
    this.#references = "copied";
    return copy;
  }

  #setOf(element: Reading): CharSet {
    const set = this.#sets.get(element.raw) ?? toUnicodeSet(element, this.#cache).chars;
    this.#sets.set(element.raw, set);
    return set;
  }

  #repeat({ element, min, max }: AST.Quantifier): Part {
    if (max === 0) return nothing;
    const one = (): Part => this.#element(element);
    const endless = (): Part => (min === 0 ? this.#assembly.star(one()) : this.#assembly.plus(one()));
    if (min > mostCopies || (max > mostCopies && max !== Infinity)) return endless();
    if (max === Infinity) return this.#sequence([...Array.from({ length: Math.max(min - 1, 0) }, () => one), endless]);
    let rest = nothing;
    for (let i = min; i < max; i += 1) rest = this.#assembly.optional(this.#assembly.concat(one(), rest));
    return this.#assembly.concat(this.#sequence(Array.from({ length: min }, () => one)), rest);
  }

  #assertion(assertion: AST.Assertion): Part {
    if (assertion.kind === "start") return atStartOfText;
    if (assertion.kind !== "end" || assertion.parent.parent?.type !== "Pattern") this.#isConditional = true;
    if (!("alternatives" in assertion)) return assertion.kind === "end" ? atEndOfText : condition;
    // It is read backwards, from wherever the match has come to.
    if (assertion.kind === "lookbehind" && /[*+{]/.test(assertion.raw)) throw new TooComplex();
    return this.#assembly.aside(this.#alternatives(assertion.alternatives));
  }
}
