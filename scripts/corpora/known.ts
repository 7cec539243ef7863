/** Where we and plain Ajv say different things on purpose. */
import { readFileSync } from "node:fs";
import type { Verdict } from "./corpus.js";
import type { VerdictDifference } from "./verdicts.js";

interface Known {
  readonly reason: string;
  readonly got: Verdict;
  readonly lines: readonly number[];
}

/** The checked-in list, by the name of the corpus. */
export function readKnown(): ReadonlyMap<string, readonly Known[]> {
  const text = readFileSync(new URL("differences.json", import.meta.url), "utf8");
  return new Map(Object.entries(JSON.parse(text) as { readonly [corpus: string]: readonly Known[] }));
}

/** Differences that nobody gave a reason for, and reasons given for lines that do not differ. */
export function surprises(found: readonly VerdictDifference[], known: readonly Known[] = []): string[] {
  const reasons = new Map(known.flatMap(({ got, lines }) => lines.map((line) => [line, got] as const)));
  const news = found
    .filter(({ line, got }) => reasons.get(line) !== got)
    .map(({ line, expected, got }) => `line ${line}: Ajv says ${expected}, we say ${got}`);
  const lines = new Set(found.map(({ line }) => line));
  const gone = [...reasons.keys()].filter((line) => !lines.has(line));
  return [...news, ...gone.map((line) => `line ${line}: there is a reason for a difference, but no difference`)];
}
