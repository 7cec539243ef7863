/** What is made of the schemas when it is first wanted, and taken over by whoever wants it next. */
import type { KnownMembers } from "../runtime/message.js";
import type { LineTables } from "./scanner/memory.js";
import type { KnownUnits } from "./validators.js";

/** Plain data: it travels to worker threads and into files as it is. What is missing is added. */
export interface Made {
  /** Tables of scanners, by what their lines are; undefined where no line of that sort is ever sure. */
  readonly tables: Map<string, LineTables | undefined>;
  readonly units: KnownUnits;
  /** What is known of the members of frames, by the names of their definitions. */
  readonly members: Map<string, KnownMembers>;
}

export function nothingMade(): Made {
  return { tables: new Map(), units: { first: new Map(), all: new Map() }, members: new Map() };
}

/** How much there is. */
export function sizeOf({ tables, units, members }: Made): number {
  return tables.size + units.first.size + units.all.size + members.size;
}
