/**
 * Validators that find all errors are asked about the same parts of a value again and again: every branch of a union refers
 * to the same definitions. What one said last of an object is said again, where it is asked about that object.
 */
import type { Validate } from "../runtime/validate.js";

/** Where the value is that a validator is asked about by another one. */
interface Context {
  readonly instancePath: string;
}

/** A validator as others call it. */
export interface Called {
  (data: unknown, context?: Context): boolean;
  errors?: Validate["errors"];
}

interface Answer {
  data: unknown;
  path: string;
  isValid: boolean;
  errors: Validate["errors"];
}

export class Repeats {
  readonly #given: Answer[] = [];

  /** The same validator, which is not called for an answer that it has just given. */
  of(validate: Called): Called {
    // Others ask it for more than errors.
    if ("evaluated" in validate) return validate;
    const last: Answer = { data: undefined, path: "", isValid: true, errors: null };
    const repeating: Called = (data, context) => {
      const path = context?.instancePath ?? "";
      if (typeof data !== "object" || data === null || data !== last.data || path !== last.path) {
        last.isValid = validate(data, context);
        if (last.data === undefined) this.#given.push(last);
        last.data = data;
        last.path = path;
        last.errors = validate.errors;
      }
      // Whoever asks adds to the list and takes from it.
      repeating.errors = last.errors?.slice() ?? null;
      return last.isValid;
    };
    return repeating;
  }

  /** The same validator for whole values: once it has answered, nothing is remembered of them. */
  ofWhole(validate: Called): Validate {
    const whole: Validate = (data) => {
      try {
        return validate(data);
      } finally {
        whole.errors = validate.errors ?? null;
        this.#forget();
      }
    };
    return whole;
  }

  #forget(): void {
    for (const last of this.#given) last.data = undefined;
    this.#given.length = 0;
  }
}
