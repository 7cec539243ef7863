import { CodecError, DecodeError, ValidationError } from "./errors.js";
import { writeJson } from "./json.js";
import { findKind, hasKind, kindTable, tagValues, unknownKind } from "./kinds.js";
import type { Frame, KindTable, Match } from "./kinds.js";
import { explain } from "./message.js";
import { read, reading } from "./shape.js";
import { parseJson } from "./text.js";
import { isPlainObject, part, typeName } from "./value.js";
import type { PlainObject } from "./value.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };

declare const frameType: unique symbol;

/** A set of frame types, and what tells them apart. `F` is the union of the frames. */
export interface Codec<F> {
  /** What a frame is called in messages. */
  readonly noun: string;
  /** Names of the members that tell kinds apart. */
  readonly tags: readonly string[];
  readonly frames: readonly Frame[];
  /** Finds a frame type by the values of the tags. */
  readonly find: (values: readonly unknown[]) => Match | undefined;
  /** Carries the type only; there is no such member. */
  readonly [frameType]?: F;
}

/** Makes a codec. What it looks kinds up in is built at the first use. */
export function codec<F>(noun: string, tags: readonly string[], frames: readonly Frame[]): Codec<F> {
  let table: KindTable | undefined;
  return { noun, tags, frames, find: (values) => findKind((table ??= kindTable(frames)), values) };
}

/**
 * Checks a payload and gives a new frame that holds what is declared and nothing else.
 * Throws an {@link UnknownKindError} or a {@link ValidationError}.
 */
export function convert<F>(codec: Codec<F>, payload: unknown): F {
  return guarded(() => checked(codec, payload).frame);
}

/** Checks a frame and gives it as compact JSON, its tag first and its members in wire order. */
export function stringify<F>(codec: Codec<F>, frame: F): string {
  return guarded(() => {
    const { frame: ordered, kind } = checked(codec, frame);
    return writeJson(ordered, kind);
  });
}

/** Like {@link stringify}, as UTF-8 bytes. */
export function encode<F>(codec: Codec<F>, frame: F): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(stringify(codec, frame));
}

/** Reads one JSON text and converts it. Throws a {@link DecodeError} if it is none. */
export function decode<F>(codec: Codec<F>, data: string | Uint8Array | ArrayBuffer): F {
  return convert(
    codec,
    guarded(() => parseJson(data), unreadableData),
  );
}

/** What went well, the value under the name `K`. */
export type Success<K extends string, F> = { readonly ok: true } & { readonly [P in K]: F };

/** What did not, and why. */
export interface Failure {
  readonly ok: false;
  readonly error: CodecError;
}

/** Runs a function that may throw one of our errors, and gives a result instead of throwing. */
export function safely<K extends string, F>(key: K, run: () => F): Success<K, F> | Failure {
  try {
    // The compiler widens a computed name to `string`.
    return { ok: true, [key]: run() } as Success<K, F>;
  } catch (error) {
    if (isOurs(error)) return { ok: false, error };
    throw error;
  }
}

/** Whether a value is a frame of the codec, as it stands. Never throws. */
export function is<F>(codec: Codec<F>, value: unknown): value is F {
  try {
    if (!isPlainObject(value)) return false;
    const match = codec.find(tagValues(codec.tags, value));
    return match !== undefined && fits(match.frame, value);
  } catch {
    return false;
  }
}

/** Whether a value is a frame of one type, as it stands. Never throws. */
export function isFrame<F>(tags: readonly string[], frame: Frame, value: unknown): value is F {
  try {
    return isPlainObject(value) && hasKind(frame, tagValues(tags, value)) && fits(frame, value);
  } catch {
    return false;
  }
}

/** Puts a frame together in wire order, with the tag if the frame has a single kind. Does not check it. */
export function build<F>(tags: readonly string[], frame: Frame, fields: object): F {
  return guarded(() => {
    const source: Record<string, unknown> = { ...fields };
    const only = frame.kinds.length === 1 ? frame.kinds[0] : undefined;
    const fixed = tags.flatMap((tag, index) => (only?.[index] === undefined ? [] : [[tag, only[index]] as const]));
    // The types of the arguments say that these fields make this frame; `encode` checks it.
    return read({ ...source, ...Object.fromEntries(fixed) }, frame.shape) as F;
  });
}

/** Each member of a union without some of its members. */
export type Untagged<T, K extends PropertyKey> = T extends unknown
  ? { [P in keyof T as P extends K ? never : P]: T[P] }
  : never;

interface Checked<F> {
  readonly frame: F;
  readonly kind: string;
}

function checked<F>(codec: Codec<F>, payload: unknown): Checked<F> {
  if (!isPlainObject(payload)) {
    const message = `Expected \`object\`, got \`${typeName(payload)}\``;
    throw new ValidationError(message, { path: "", kind: undefined, errors: [] });
  }
  const values = tagValues(codec.tags, payload);
  const match = codec.find(values);
  if (match === undefined) throw unknownKind(codec.noun, values, codec.frames);
  // What is checked is the copy: a payload that answers differently next time has no next time.
  const { value: frame, refusal } = reading(payload, match.frame.shape, match.kind);
  if (!match.frame.validate(frame)) throw invalid(match, frame);
  if (refusal !== undefined) throw refusal;
  if (!keepsTags(codec.tags, values, frame)) throw unsteady(match.kind);
  // The validator has just said so.
  return { frame: frame as F, kind: match.kind };
}

function invalid(match: Match, value: unknown): ValidationError {
  const { frame, kind } = match;
  const errors = frame.validate.errors ?? [];
  const names = (part(frame.shape, "fields") ?? []).map((field) => field[0]);
  const required = part(frame, "required") ?? [];
  const { message, path } = explain(errors, value, { names, required });
  return new ValidationError(message, { path, kind, errors });
}

/** Whether {@link convert} takes a value. */
function fits(frame: Frame, value: PlainObject): boolean {
  // A validator sees the copy only: it would walk for hours through the billion holes that reading stumbles over.
  const { value: copy, refusal } = reading(value, frame.shape);
  return refusal === undefined && frame.validate(copy);
}

/** Whether the tags that were read are those by which the kind was found: a payload can change them in between. */
function keepsTags(tags: readonly string[], values: readonly unknown[], frame: unknown): boolean {
  if (!isPlainObject(frame)) return false;
  return tags.every((tag, index) => !Object.hasOwn(frame, tag) || Object.is(frame[tag], values[index]));
}

function unsteady(kind: string): ValidationError {
  return new ValidationError("Value answers differently each time that it is read", { path: "", kind, errors: [] });
}

/** Turns whatever a payload's own code throws, and a full stack, into errors of ours. */
function guarded<T>(run: () => T, asOurs: (cause: unknown) => CodecError = unreadableValue): T {
  try {
    return run();
  } catch (cause) {
    throw isOurs(cause) ? cause : asOurs(cause);
  }
}

function unreadableValue(cause: unknown): ValidationError {
  return new ValidationError(`Value ${problem(cause)}`, { path: "", kind: undefined, errors: [], cause });
}

function unreadableData(cause: unknown): DecodeError {
  return new DecodeError(`Data ${problem(cause)}`, { offset: undefined, cause });
}

function isOurs(error: unknown): error is CodecError {
  try {
    return error instanceof CodecError;
  } catch {
    // Anything can be thrown, also a Proxy that throws when it is looked at.
    return false;
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
