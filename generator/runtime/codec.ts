import { utf8 } from "./bytes.js";
import type { CodecError } from "./errors.js";
import { asOurs, guarded, unreadableData } from "./guard.js";
import { checked, fits } from "./judge.js";
import type { Codec } from "./judge.js";
import { writeJson } from "./json.js";
import { hasKind, tagValues } from "./kinds.js";
import type { Frame } from "./kinds.js";
import { ErrorTaker } from "./quiet.js";
import { read } from "./shape.js";
import { SilentTaker } from "./silent.js";
import { UNSURE } from "./sure.js";
import { parseJson } from "./text.js";
import type { Taker } from "./taker.js";
import { thrower } from "./thrower.js";
import { isPlainObject } from "./value.js";

/**
 * Checks a payload and gives a new frame that holds what is declared and nothing else.
 * Throws an {@link UnknownKindError} or a {@link ValidationError}.
 */
export function convert<F>(codec: Codec<F>, payload: unknown): F {
  return guarded(() => checked(codec, payload, thrower));
}

/** Converts after code that is sure of plain frames has thrown: once more where it gave up, else its error. */
export function again<F>(codec: Codec<F>, payload: unknown, cause: unknown): F {
  if (cause === UNSURE) return convert(codec, payload);
  throw asOurs(cause);
}

/** Checks a frame and gives it as compact JSON, its tag first and its members in wire order. */
export function stringify<F>(codec: Codec<F>, event: F): string {
  const frame = convert(codec, event);
  return guarded(() => plainText(codec, frame));
}

/** Gives a frame that was converted as compact JSON. `text` is code for some kinds; of others it gives nothing. */
export function write<F>(codec: Codec<F>, frame: F, text: (frame: F) => string | undefined): string {
  try {
    return text(frame) ?? plainText(codec, frame);
  } catch (cause) {
    if (cause !== UNSURE) throw asOurs(cause);
    return guarded(() => plainText(codec, frame));
  }
}

/** Like {@link stringify}, as UTF-8 bytes. */
export function encode<F>(codec: Codec<F>, event: F): Uint8Array<ArrayBuffer> {
  return utf8(stringify(codec, event));
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

/** Like {@link convert}, but gives a result instead of throwing, under the name that frames of the codec go by. */
export function safelyConvert<K extends string, F>(codec: Codec<F>, payload: unknown): Success<K, F> | Failure {
  const taker = new ErrorTaker();
  try {
    const frame = taken(codec, payload, taker);
    if (frame !== undefined) return success(codec, frame);
  } catch (cause) {
    return { ok: false, error: asOurs(cause) };
  }
  return { ok: false, error: taker.error };
}

/** Like {@link decode}, but gives a result instead of throwing. `scan` is code that reads some frames from bytes. */
export function safelyDecode<K extends string, F>(
  codec: Codec<F>,
  data: string | Uint8Array | ArrayBuffer,
  scan?: (data: unknown) => F | undefined,
): Success<K, F> | Failure {
  try {
    const frame = scan?.(data);
    return frame === undefined ? safelyConvert(codec, parse(data)) : success(codec, frame);
  } catch (cause) {
    return { ok: false, error: asOurs(cause, unreadableData) };
  }
}

function success<K extends string, F>({ noun }: Codec<F>, frame: F): Success<K, F> {
  // The compiler widens a computed name to `string`.
  return { ok: true, [noun]: frame } as Success<K, F>;
}

/** The frame, if there is no refusal to be had from the taker. */
function taken<F>(codec: Codec<F>, payload: unknown, taker: Taker): F | undefined {
  try {
    const frame = codec.read?.(payload, taker);
    if (frame !== undefined || taker.isRefused) return frame;
  } catch (cause) {
    if (cause !== UNSURE) throw cause;
  }
  return checked(codec, payload, taker);
}

/** Whether a value is a frame of the codec, as it stands. Never throws. */
export function is<F>(codec: Codec<F>, value: unknown): value is F {
  try {
    return taken(codec, value, new SilentTaker()) !== undefined;
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
