import { ValidationError } from "./errors.js";
import { at, pointerOf } from "./path.js";
import type { Segment } from "./path.js";
import type { Reason, Refused } from "./refused.js";
import { typeName } from "./value.js";

/** Where a value is refused. */
export interface RefusedAt {
  readonly segments: readonly Segment[];
  readonly kind: string | undefined;
}

/** Refuses a value that JSON cannot carry. */
export function refuse(problem: string, where: RefusedAt): never {
  throw errorAt(problem, where);
}

function errorAt(problem: string, { segments, kind }: RefusedAt): ValidationError {
  return new ValidationError(problem + at(segments), { path: pointerOf(segments), kind, errors: [] });
}

/** The error for a value that was refused while it was read. */
export function errorOf({ reason, circumstances }: Refused): ValidationError {
  return errorAt(wordsOf(reason, circumstances.value), circumstances);
}

function wordsOf(reason: Reason, value: unknown): string {
  switch (reason) {
    case "no object":
      return `Expected \`object\`, got \`${typeName(value)}\``;
    case "no JSON":
      return unwritable(value);
    case "too deep":
      return "Value is nested too deeply or in a cycle";
    case "hole":
      return "Array has an empty item";
    case "unsteady":
      return "Value answers differently each time that it is read";
  }
}

/** What is wrong with a value that is nothing that JSON has. */
export function unwritable(value: unknown): string {
  const what = typeof value === "number" ? `Number ${value}` : `Value of type \`${typeName(value)}\``;
  return `${what} cannot be written as JSON`;
}
