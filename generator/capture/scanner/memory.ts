/** What is where in the scanner's memory: first what is its own (`assembly/layout.ts`), then results, tables and lines. */

/** Lines that are looked at in one call, and the words that are said of each. */
export const mostLines = 2048;
export const resultWords = 11;

export const resultsAt = 1024 + 64 * (256 + 128) * 4 + 65_536;
export const tablesAt = resultsAt + mostLines * resultWords * 4;

/** All that the scanner has to know of lines. Plain data. */
export interface LineTables {
  /** Names of the kinds, by their numbers. */
  readonly kinds: readonly string[];
  /** What stands in memory behind the results. */
  readonly bytes: Uint8Array;
  /** Address of the rule of a line. */
  readonly root: number;
}
