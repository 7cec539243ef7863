import { CodecError } from "../../generator/runtime/errors.js";

/** What a function gives, or the error of ours that it throws; any other error the test hears. */
export type Caught<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodecError };

export function caught<T>(run: () => T): Caught<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof CodecError) return { ok: false, error };
    throw error;
  }
}
