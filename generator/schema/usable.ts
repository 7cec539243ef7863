/** What is left of a protocol when some of its schemas cannot be used. */
import type { Draft } from "./draft.js";
import { type Place, keyOf } from "./places.js";

/** The roots that reach no error, and the drafts that these reach. */
export function usableRoots<T extends { readonly place: Place }>(
  roots: readonly T[],
  drafts: ReadonlyMap<string, Draft>,
): { roots: T[]; drafts: Map<string, Draft> } {
  const reachable = (from: string): Set<string> => {
    const keys = new Set([from]);
    for (const key of keys) for (const { to } of drafts.get(key)?.links ?? []) keys.add(to);
    return keys;
  };
  const isBad = (key: string): boolean => drafts.get(key)?.found.some((d) => d.severity === "error") === true;
  const isAnyBad = [...drafts.keys()].some(isBad);
  if (!isAnyBad) return { roots: [...roots], drafts: new Map(drafts) };
  const reached = roots.map((root) => ({ root, keys: reachable(keyOf(root.place)) }));
  const usable = reached.filter(({ keys }) => ![...keys].some(isBad));
  const kept = new Set(usable.flatMap(({ keys }) => [...keys]));
  return { roots: usable.map(({ root }) => root), drafts: new Map([...drafts].filter(([key]) => kept.has(key))) };
}
