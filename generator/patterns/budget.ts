/** What an analysis may cost, in steps rather than in time, so that it ends alike on every machine. */

/** Thrown where a budget is spent. */
export class TooComplex extends Error {
  constructor() {
    super("the analysis takes more steps than it may");
    this.name = "TooComplex";
  }
}

/** A number of steps; about a million of them take half a second. */
export class Budget {
  #left: number;
  readonly #whole: Budget | undefined;

  /** `whole` is a budget that this one is a part of. */
  constructor(steps: number, whole?: Budget) {
    this.#left = steps;
    this.#whole = whole;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Takes steps away. Throws {@link TooComplex} where there are not so many left. */
  spend(steps: number): void {
    this.#left -= steps;
    this.#whole?.spend(steps);
    if (this.isSpent) throw new TooComplex();
  }
}
