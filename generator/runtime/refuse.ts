import { ValidationError } from "./errors.js";
import { at, pointerOf } from "./path.js";
import type { Segment } from "./path.js";

/** Where a value is refused. */
export interface RefusedAt {
  readonly segments: readonly Segment[];
  readonly kind: string | undefined;
}

/** Refuses a value that JSON cannot carry. */
export function refuse(problem: string, where: RefusedAt): never {
  throw new ValidationError(problem + at(where.segments), {
    path: pointerOf(where.segments),
    kind: where.kind,
    errors: [],
  });
}
