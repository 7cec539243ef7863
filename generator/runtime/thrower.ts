import { ValidationError } from "./errors.js";
import { errorsOf, explanation, noObject } from "./explanation.js";
import { unknownKind } from "./kinds.js";
import type { Taker } from "./taker.js";

/** Throws what it takes. */
export interface Thrower extends Taker {
  readonly noObject: (...refused: Parameters<Taker["noObject"]>) => never;
  readonly unknownKind: (...refused: Parameters<Taker["unknownKind"]>) => never;
  readonly invalid: (...refused: Parameters<Taker["invalid"]>) => never;
}

/** For whoever would rather catch an error than look at a result. */
export const thrower: Thrower = {
  isRefused: false,
  noObject: (payload) => {
    throw new ValidationError(noObject(payload), { path: "", kind: undefined, errors: [] });
  },
  unknownKind: (...refused) => {
    throw unknownKind(...refused);
  },
  invalid: (match, value) => {
    const errors = errorsOf(match);
    const { message, path } = explanation(match, value, errors);
    throw new ValidationError(message, { path, kind: match.kind, errors });
  },
};
