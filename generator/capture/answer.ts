/** What validators say of a frame. */
import { stopped } from "../ajv/stopped.js";
import type { AjvError, Validate } from "../runtime/validate.js";
import { tooDeep } from "./json.js";
import type { KnownKind } from "./kinds.js";

/** Frames longer than this are not searched for more than their first error: there may be millions. */
export const longestForAll = 256 * 1024;

export interface Answer {
  readonly passes: boolean | typeof tooDeep;
  /** The errors of the one that stops at the first. */
  readonly first: readonly AjvError[];
  /** Those of the one that goes on, where it has been asked. */
  readonly all: readonly AjvError[] | undefined;
}

const good: Answer = { passes: true, first: [], all: undefined };

/** Asks as few validators as it takes: of a frame that seems to be bad, that one first which finds all errors. */
export function ask(kind: KnownKind, value: unknown, { isBad, bytes }: { isBad: boolean; bytes: number }): Answer {
  if (isBad && bytes <= longestForAll && kind.tellsFirst()) {
    const validate = kind.validateAll();
    const passes = passing(validate, value);
    const all = validate.errors ?? [];
    const first = passes === false ? stopped(all) : undefined;
    kind.wasBad = passes !== true;
    if (passes === true) return good;
    if (first !== undefined) return { passes: false, first, all };
  }
  const passes = passing(kind.validate, value);
  kind.wasBad = passes !== true;
  return passes === true ? good : { passes, first: kind.validate.errors ?? [], all: undefined };
}

/** Whether a value passes. Validators of schemas that refer to themselves do the same, and their stack has an end. */
export function passing(validate: Validate, value: unknown): boolean | typeof tooDeep {
  try {
    return validate(value);
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}
