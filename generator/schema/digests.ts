/** Digests of definitions, so that results can be kept for exactly the definitions that they were made from. */
import type { Definition } from "../model.js";
import { platform } from "../platform.js";
import { refsIn } from "./traverse.js";

/**
 * A digest of each definition and of all that it refers to, by whatever way: two are equal only where the definitions are, and
 * those that they reach. Definitions that refer to each other in a circle are digested together.
 */
export function digestsOf(definitions: ReadonlyMap<string, Definition>): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const { members, refs } of circlesOf(definitions)) {
    const hash = platform.crypto.createHash("sha256");
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
  const walk = new Walk(definitions);
  for (const start of definitions.keys()) {
    for (let visit = walk.begin(start); visit !== undefined; visit = walk.last) {
      const ref = visit.refs[visit.next++];
      const circle = ref === undefined ? walk.end(visit) : walk.follow(ref, visit);
      if (circle !== undefined) yield circle;
    }
  }
}

class Walk {
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #visits = new Map<string, Visit>();
  /** Visits whose references are being followed, each from the one before. */
  readonly #open: Visit[] = [];
  /** Visits whose circle is not known yet. */
  readonly #waiting: Visit[] = [];
  readonly #closed = new Set<string>();

  constructor(definitions: ReadonlyMap<string, Definition>) {
    this.#definitions = definitions;
  }

  get last(): Visit | undefined {
    return this.#open.at(-1);
  }

  /** The visit of a definition; nothing where there has been one. */
  begin(name: string): Visit | undefined {
    if (this.#visits.has(name)) return undefined;
    const refs = [...new Set(refsIn(this.#definitions.get(name)?.schema ?? true))];
    const visit = { name, order: this.#visits.size, refs, next: 0, earliest: this.#visits.size };
    this.#visits.set(name, visit);
    this.#open.push(visit);
    this.#waiting.push(visit);
    return visit;
  }

  follow(ref: string, from: Visit): undefined {
    const seen = this.#visits.get(ref);
    if (seen === undefined) this.begin(ref);
    else if (!this.#closed.has(ref)) from.earliest = Math.min(from.earliest, seen.order);
  }

  /** Ends a visit all of whose references were followed; gives the circle that it began, if it did. */
  end(visit: Visit): Circle | undefined {
    this.#open.pop();
    const above = this.last;
    if (above !== undefined) above.earliest = Math.min(above.earliest, visit.earliest);
    if (visit.earliest !== visit.order) return undefined;
    const circle = this.#waiting.splice(this.#waiting.lastIndexOf(visit));
    const members = new Set(circle.map(({ name }) => name));
    for (const name of members) this.#closed.add(name);
    const refs = new Set(circle.flatMap((one) => one.refs).filter((name) => !members.has(name)));
    return { members: [...members], refs };
  }
}
