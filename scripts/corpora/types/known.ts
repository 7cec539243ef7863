/** What TypeScript cannot say, kind by kind. */
import { readFileSync } from "node:fs";
import type { TypeDifference } from "./agreement.js";

interface KnownTypes {
  readonly reason: string;
  readonly verdict: TypeDifference["verdict"];
  readonly kinds: readonly string[];
}

/** The checked-in list, by the name of the corpus. */
export function readKnownTypes(): ReadonlyMap<string, readonly KnownTypes[]> {
  const text = readFileSync(new URL("../type-differences.json", import.meta.url), "utf8");
  return new Map(Object.entries(JSON.parse(text) as { readonly [corpus: string]: readonly KnownTypes[] }));
}

/** Differences that nobody gave a reason for, and reasons for kinds that do not differ. */
export function typeSurprises(found: readonly TypeDifference[], known: readonly KnownTypes[] = []): string[] {
  const keyOf = ({ kind, verdict }: Pick<TypeDifference, "kind" | "verdict">): string => `${verdict} ${kind}`;
  const reasons = new Set(known.flatMap(({ verdict, kinds }) => kinds.map((kind) => keyOf({ kind, verdict }))));
  const differing = new Set(found.map(keyOf));
  return [
    ...found.filter((one) => !reasons.has(keyOf(one))).map(inWords),
    ...[...reasons].filter((key) => !differing.has(key)).map((key) => `${key}: a reason for a difference that is gone`),
  ];
}

function inWords({ kind, verdict, frame, because }: TypeDifference): string {
  const what = verdict === "accepted" ? "is accepted, but does not compile" : "is refused, but compiles";
  return `${kind}: ${JSON.stringify(frame).slice(0, 500)} ${what}: ${because}`;
}
