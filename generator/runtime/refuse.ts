import { ValidationError } from "./errors.js";
import { at, pointerOf } from "./path.js";
import type { Segment } from "./path.js";
import { typeName } from "./value.js";

/** Where a value is refused. */
export interface RefusedAt {
  readonly segments: readonly Segment[];
  readonly kind: string | undefined;
}

/** Refuses a value that JSON cannot carry. */
export function refuse(problem: string, where: RefusedAt): never {
  throw refusal(problem, where);
}

/** The error for a value that JSON cannot carry. */
export function refusal(problem: string, { segments, kind }: RefusedAt): ValidationError {
  return new ValidationError(problem + at(segments), { path: pointerOf(segments), kind, errors: [] });
}

/** What is wrong with a value that is nothing that JSON has. */
export function unwritable(value: unknown): string {
  const what = typeof value === "number" ? `Number ${value}` : `Value of type \`${typeName(value)}\``;
  return `${what} cannot be written as JSON`;
}
