import type { CodecError } from "./errors.js";
import { asOurs, guarded, isOurs, unreadableData } from "./guard.js";
import { checked, fits } from "./judge.js";
import type { Codec } from "./judge.js";
import { writeJson } from "./json.js";
import { hasKind, tagValues } from "./kinds.js";
import type { Frame } from "./kinds.js";
import { read } from "./shape.js";
import { UNSURE } from "./sure.js";
import { parseJson } from "./text.js";
import { isPlainObject } from "./value.js";
import { text } from "./write.js";
import type { Put } from "./write.js";

export { codec } from "./judge.js";
export type { Codec } from "./judge.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };

/** Code that knows kinds without their validators. What it does not know for sure, it does not answer. */
export type Sure<T> = (value: unknown) => T | undefined;

/** Code that writes the frames of a codec; nothing where it does not know one, or JSON may not carry it. */
export type Write<F> = <T>(put: Put<T>, frame: F) => T | undefined;

/**
 * Checks a payload and gives a new frame that holds what is declared and nothing else.
 * Throws an {@link UnknownKindError} or a {@link ValidationError}.
 */
export function convert<F>(codec: Codec<F>, payload: unknown, read: Sure<F> = nothing): F {
  try {
    return frameOf(codec, payload, read);
  } catch (cause) {
    throw asOurs(cause);
  }
}

/** Checks a frame and gives it as compact JSON, its tag first and its members in wire order. */
export function stringify<F>(codec: Codec<F>, event: F, read: Sure<F> = nothing, write: Write<F> = nothing): string {
  try {
    const frame = frameOf(codec, event, read);
    return write(text, frame) ?? plainText(codec, frame);
  } catch (cause) {
    throw asOurs(cause);
  }
}

/** Like {@link stringify}, as UTF-8 bytes. `put` writes them where that is simple. */
export function encode<F>(
  codec: Codec<F>,
  event: F,
  read: Sure<F> = nothing,
  write: Write<F> = nothing,
  put: Put<Bytes> = nothing,
): Bytes {
  try {
    const frame = frameOf(codec, event, read);
    return write(put, frame) ?? new TextEncoder().encode(plainText(codec, frame));
  } catch (cause) {
    throw asOurs(cause);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

function nothing(): undefined {
  return undefined;
}

function frameOf<F>(codec: Codec<F>, payload: unknown, read: Sure<F>): F {
  return sureOf(read, payload) ?? checked(codec, payload);
}

/** What sure code says; nothing where it gives up half-way. */
function sureOf<T>(run: Sure<T>, value: unknown): T | undefined {
  try {
    return run(value);
  } catch (cause) {
    if (cause !== UNSURE) throw cause;
    return undefined;
  }
}

function plainText<F>({ tags, find }: Codec<F>, frame: F): string {
  return writeJson(frame, isPlainObject(frame) ? find(tagValues(tags, frame))?.kind : undefined);
}

/** Reads one JSON text and converts it. Throws a {@link DecodeError} if it is none. */
export function decode<F>(codec: Codec<F>, data: string | Uint8Array | ArrayBuffer): F {
  return convert(codec, parse(data));
}

/** The value of one JSON text. Throws a {@link DecodeError} if it is none. */
export function parse(data: string | Uint8Array | ArrayBuffer): unknown {
  return guarded(() => parseJson(data), unreadableData);
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
export function is<F>(codec: Codec<F>, value: unknown, sure: Sure<boolean> = nothing): value is F {
  try {
    if (sureOf(sure, value) === true) return true;
    if (!isPlainObject(value)) return false;
    const match = codec.find(tagValues(codec.tags, value));
    return match !== undefined && fits(match.frame, value);
  } catch {
    return false;
  }
}

/** Whether a value is a frame of one type, as it stands. Never throws. */
export function isFrame<F>(
  tags: readonly string[],
  frame: Frame,
  value: unknown,
  sure: Sure<boolean> = nothing,
): value is F {
  try {
    if (sureOf(sure, value) === true) return true;
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
