/** References that lead round in a circle with nothing between them at which a value could end. */
import { type Diagnostic, errorAt } from "../diagnostic.js";
import type { Draft, Link } from "./normalise.js";

// The parts of a schema that are about the same value as the whole.
const inPlace = /^(\/(allOf|anyOf|oneOf)\/\d+|\/(not|if|then|else)|\/(dependentSchemas|dependencies)\/[^/]+)*$/;

/** Each circle once, at the first reference of it. */
export function findLoops(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  const done = new Set<string>();
  const found: Diagnostic[] = [];
  const visit = (key: string, way: readonly string[]): void => {
    const draft = drafts.get(key);
    if (draft === undefined || done.has(key)) return;
    for (const link of draft.links) {
      if (!inPlace.test(link.pointer.slice(draft.place.pointer.length))) continue;
      const round = [...way, key];
      const start = round.indexOf(link.to);
      if (start < 0) visit(link.to, round);
      else found.push(loopAt(draft, link, [...round.slice(start), link.to]));
    }
    done.add(key);
  };
  for (const key of drafts.keys()) visit(key, []);
  return found;
}

function loopAt(draft: Draft, link: Link, way: readonly string[]): Diagnostic {
  const { file } = draft.place.document;
  return errorAt("schema/ref-loop", { file, pointer: `${link.pointer}/$ref` }, { way });
}
