import type { Frame, Match } from "./kinds.js";

/**
 * Takes a refusal that would be thrown otherwise: to throw, and an error with a stack, takes a hundred times as long as to
 * check a frame.
 */
export interface Taker {
  /** Whether it has taken one. */
  readonly isRefused: boolean;
  /** A payload that is no object. */
  readonly noObject: (payload: unknown) => undefined;
  /** A frame with these values of the tags, of no kind. */
  readonly unknownKind: (noun: string, values: readonly unknown[], frames: readonly Frame[]) => undefined;
  /** A frame that the validator of its kind has just refused. */
  readonly invalid: (match: Match, value: unknown) => undefined;
}
