/** A schema of our own bundle before it has its name. */
import type { Schema } from "../model.js";
import type { Diagnostic, Where } from "../diagnostic.js";
import type { Place } from "./places.js";

/** A reference from one schema of the bundle to another. */
export interface Link {
  /** Key of the place that it leads to. */
  readonly to: string;
  /** Pointer of the schema that it stands in. */
  readonly pointer: string;
}

/** A regular expression of a schema, which is still to be judged. */
export interface PatternUse {
  readonly pattern: string;
  readonly where: Where;
}

/** A schema of the bundle before it has its name: references hold keys of places. */
export interface Draft {
  readonly place: Place;
  readonly schema: Schema;
  readonly links: readonly Link[];
  readonly patterns: readonly PatternUse[];
  readonly found: readonly Diagnostic[];
}
