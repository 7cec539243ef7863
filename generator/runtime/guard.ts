import { CodecError, DecodeError, ValidationError } from "./errors.js";
import { errorOf } from "./refuse.js";
import { Refused } from "./refused.js";

/** Turns whatever a payload's own code throws, and a full stack, into errors of ours. */
export function guarded<T>(run: () => T, whose: (cause: unknown) => CodecError = unreadableValue): T {
  try {
    return run();
  } catch (cause) {
    throw asOurs(cause, whose);
  }
}

/** What was thrown, as an error of ours. */
export function asOurs(cause: unknown, whose: (cause: unknown) => CodecError = unreadableValue): CodecError {
  if (isOurs(cause)) return cause;
  return isRefused(cause) ? worded(cause, whose) : whose(cause);
}

function unreadableValue(cause: unknown): ValidationError {
  return new ValidationError(`Value ${problem(cause)}`, { path: "", kind: undefined, errors: [], cause });
}

/** The error for data that throws when it is read. */
export function unreadableData(cause: unknown): DecodeError {
  return new DecodeError(`Data ${problem(cause)}`, { offset: undefined, cause });
}

/** Whether something thrown is an error of ours. */
function isOurs(error: unknown): error is CodecError {
  try {
    return error instanceof CodecError;
  } catch {
    // Anything can be thrown, also a Proxy that throws when it is looked at.
    return false;
  }
}

function isRefused(thrown: unknown): thrown is Refused {
  try {
    return thrown instanceof Refused;
  } catch {
    // As above.
    return false;
  }
}

function worded(refused: Refused, whose: (cause: unknown) => CodecError): CodecError {
  try {
    return errorOf(refused);
  } catch (cause) {
    // What was refused throws when it is looked at.
    return whose(cause);
  }
}

function problem(cause: unknown): string {
  try {
    if (cause instanceof RangeError || (cause instanceof Error && cause.name === "InternalError")) {
      if (/string length/i.test(cause.message)) return "is too large";
      // The words of V8 and WebKit, and those of Firefox.
      if (/call stack|recursion/i.test(cause.message)) return "is nested too deeply";
    }
  } catch {
    // As above.
  }
  return "could not be read";
}
