import { quote } from "./quote.js";
import type { AjvError } from "./validate.js";

// Names are getters: they survive minification, show in the stack, and leave the classes free of side effects.

/** What every error of this module extends. */
export class CodecError extends Error {
  override get name(): string {
    return "CodecError";
  }
}

/** What an {@link UnknownKindError} carries beside its message. */
export interface UnknownKindDetails {
  readonly kind: unknown;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

/** The tag is missing, or its value is not that of any kind. */
export class UnknownKindError extends CodecError {
  /** The tag's value as it came; `undefined` when it is missing. */
  readonly kind: unknown;
  /** Names of the kinds that would have been accepted. */
  readonly known: readonly string[];
  /** The known kind that is spelt most alike, if any comes close. */
  readonly nearest: string | undefined;
  /** A question for people, such as `did you mean 'phase'?`. */
  readonly hint: string | undefined;

  constructor(message: string, details: UnknownKindDetails) {
    super(message);
    this.kind = details.kind;
    this.known = details.known;
    this.nearest = details.nearest;
    this.hint = hintOf(details.nearest);
  }

  override get name(): string {
    return "UnknownKindError";
  }
}

/** The question for people. */
export function hintOf(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean ${quote(nearest)}?`;
}

/** What a {@link ValidationError} carries beside its message. */
export interface ValidationDetails {
  readonly path: string;
  readonly kind: string | undefined;
  readonly errors: readonly AjvError[];
  readonly cause?: unknown;
}

/** A frame of a known kind does not have the shape of that kind, or cannot be written as JSON. */
export class ValidationError extends CodecError {
  /** JSON pointer to the part that the message is about. */
  readonly path: string;
  /** Name of the frame's kind, where it is known. */
  readonly kind: string | undefined;
  /** What the validator reported; empty when the value was refused before or after it. */
  readonly errors: readonly AjvError[];

  constructor(message: string, details: ValidationDetails) {
    super(message, causeOf(details));
    this.path = details.path;
    this.kind = details.kind;
    this.errors = details.errors;
  }

  override get name(): string {
    return "ValidationError";
  }
}

/** What a {@link DecodeError} carries beside its message. */
export interface DecodeDetails {
  readonly offset: number | undefined;
  readonly cause?: unknown;
}

/** The data is not one JSON text in UTF-8. */
export class DecodeError extends CodecError {
  /** Byte offset of the fault, where the platform tells. */
  readonly offset: number | undefined;

  constructor(message: string, details: DecodeDetails) {
    super(message, causeOf(details));
    this.offset = details.offset;
  }

  override get name(): string {
    return "DecodeError";
  }
}

function causeOf(details: { readonly cause?: unknown }): { readonly cause: unknown } | undefined {
  return Object.hasOwn(details, "cause") ? { cause: details.cause } : undefined;
}
