/** Digests of definitions, so that results can be kept for exactly the definitions that they were made from. */
import { createHash } from "node:crypto";
import type { Definition } from "../model.js";
import { refsIn } from "./traverse.js";

/**
 * A digest of each definition and of all that it refers to, by whatever way: two are equal only where the definitions are, and
 * those that they reach. Definitions that refer to each other in a circle are digested together.
 */
export function digestsOf(definitions: ReadonlyMap<string, Definition>): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const { members, refs } of circlesOf(definitions)) {
    const hash = createHash("sha256");
    for (const name of [...members].sort()) hash.update(JSON.stringify([name, definitions.get(name)?.schema]));
    for (const ref of [...refs].sort()) hash.update(JSON.stringify([ref, digests.get(ref)]));
    const whole = hash.digest("base64");
    for (const name of members) digests.set(name, members.length === 1 ? whole : `${whole} ${name}`);
  }
  return digests;
}

/** Definitions that reach each other, and what else they refer to. */
interface Circle {
  readonly members: readonly string[];
  readonly refs: ReadonlySet<string>;
}

/** What is known of a definition while its references are followed. */
interface Visit {
  readonly name: string;
  readonly order: number;
  readonly refs: readonly string[];
  /** The next of `refs` to be followed. */
  next: number;
  /** The order of the earliest definition that it reaches. */
  earliest: number;
}

/** Tarjan's strongly connected components, those that are referred to first; without recursion, so at any depth. */
function* circlesOf(definitions: ReadonlyMap<string, Definition>): Generator<Circle> {
  const visits = new Map<string, Visit>();
  const closed = new Set<string>();
  const waiting: Visit[] = [];
  const begin = (name: string): Visit => {
    const refs = [...new Set(refsIn(definitions.get(name)?.schema ?? true))];
    const visit = { name, order: visits.size, refs, next: 0, earliest: visits.size };
    visits.set(name, visit);
    waiting.push(visit);
    return visit;
  };
  for (const start of definitions.keys()) {
    const open = visits.has(start) ? [] : [begin(start)];
    for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
      const ref = visit.refs[visit.next++];
      if (ref !== undefined) {
        const seen = visits.get(ref);
        if (seen === undefined) open.push(begin(ref));
        else if (!closed.has(ref)) visit.earliest = Math.min(visit.earliest, seen.order);
        continue;
      }
      open.pop();
      const above = open.at(-1);
      if (above !== undefined) above.earliest = Math.min(above.earliest, visit.earliest);
      if (visit.earliest !== visit.order) continue;
      const circle = waiting.splice(waiting.lastIndexOf(visit));
      const members = new Set(circle.map(({ name }) => name));
      for (const name of members) closed.add(name);
      const refs = new Set(circle.flatMap((one) => one.refs).filter((name) => !members.has(name)));
      yield { members: [...members], refs };
    }
  }
}
