/** References that lead round in a circle, or on and on, with nothing between them at which a value could end. */
import { type Diagnostic, errorAt } from "../diagnostic.js";
import type { Draft, Link } from "./draft.js";

// The parts of a schema that are about the same value as the whole.
const inPlace = /^(\/(allOf|anyOf|oneOf)\/\d+|\/(not|if|then|else)|\/(dependentSchemas|dependencies)\/[^/]+)*$/;

/** Each circle once, at the first reference of it; and what has more than `most` references before it, one after the other. */
export function findLoops(drafts: ReadonlyMap<string, Draft>, most: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  /** How many references lead on from each. */
  const heights = new Map<string, number>();
  const way = new Map<string, number>();
  const heightOf = (key: string): number => {
    const draft = drafts.get(key);
    const known = heights.get(key);
    if (draft === undefined || known !== undefined) return known ?? 0;
    if (way.size > most) return 0; // whoever asked is told of as well
    way.set(key, way.size);
    let height = 0;
    for (const link of draft.links) {
      if (!inPlace.test(link.pointer.slice(draft.place.pointer.length))) continue;
      const start = way.get(link.to);
      if (start !== undefined) found.push(loopAt(draft, link, [...[...way.keys()].slice(start), link.to]));
      else height = Math.max(height, 1 + heightOf(link.to));
    }
    way.delete(key);
    heights.set(key, height);
    const { file } = draft.place.document;
    if (height === most + 1)
      found.push(errorAt("schema/ref-chain", { file, pointer: draft.place.pointer }, { limit: most }));
    return height;
  };
  for (const key of drafts.keys()) heightOf(key);
  return found;
}

function loopAt(draft: Draft, link: Link, way: readonly string[]): Diagnostic {
  const { file } = draft.place.document;
  return errorAt("schema/ref-loop", { file, pointer: `${link.pointer}/$ref` }, { way });
}
