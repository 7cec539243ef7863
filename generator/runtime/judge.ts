import { findKind, kindName, kindTable, tagValues } from "./kinds.js";
import type { Frame, KindTable, Match } from "./kinds.js";
import { Refused } from "./refused.js";
import { reading } from "./shape.js";
import type { Taker } from "./taker.js";
import type { Thrower } from "./thrower.js";
import { isPlainObject } from "./value.js";
import type { PlainObject } from "./value.js";

declare const frameType: unique symbol;

/** Reads a frame with code of its own; gives nothing where it is not sure, or where the taker has got a refusal. */
export type Read<F> = (payload: unknown, taker: Taker) => F | undefined;

/** A set of frame types, and what tells them apart. `F` is the union of the frames. */
export interface Codec<F> {
  /** What a frame is called in messages. */
  readonly noun: string;
  /** Names of the members that tell kinds apart. */
  readonly tags: readonly string[];
  readonly frames: readonly Frame[];
  /** Finds a frame type by the values of the tags. */
  readonly find: (values: readonly unknown[]) => Match | undefined;
  /** Reads what is plain, if there is code for that. */
  readonly read: Read<F> | undefined;
  /** Carries the type only; there is no such member. */
  readonly [frameType]?: F;
}

/** Makes a codec. What it looks kinds up in is built at the first use. */
export function codec<F>(noun: string, tags: readonly string[], frames: readonly Frame[], read?: Read<F>): Codec<F> {
  let table: KindTable | undefined;
  return { noun, tags, frames, find: (values) => findKind((table ??= kindTable(frames)), values), read };
}

/** The answer for a frame that is read, and that nobody is sure of: its validator's. The copy stands still. */
export function settle<F>(frame: Frame, copy: object, taker: Taker): F | undefined {
  const match = { frame, kind: kindName(frame.kinds[0] ?? []) };
  return frame.validate(copy) ? judged(match, copy, taker) : taker.invalid(match, copy);
}

/** Like {@link checked}, for a kind that was found by these values of the tags; nothing where they may not be its own. */
export function judge<F>(found: Found, payload: object, taker: Taker): F | undefined {
  const { tags, values } = found;
  const isOwn = tags.every((tag, index) => values[index] === undefined || Object.hasOwn(payload, tag));
  return isOwn && isPlainObject(payload) ? steady(found, payload, taker) : undefined;
}

/** Finds the kind of a payload, and gives the new frame that its validator accepts. Nothing where the taker has the refusal. */
export function checked<F>(codec: Codec<F>, payload: unknown, taker: Thrower): F;
export function checked<F>(codec: Codec<F>, payload: unknown, taker: Taker): F | undefined;
export function checked<F>({ noun, tags, frames, find }: Codec<F>, payload: unknown, taker: Taker): F | undefined {
  if (!isPlainObject(payload)) return taker.noObject(payload);
  const values = tagValues(tags, payload);
  const match = find(values);
  return match === undefined
    ? taker.unknownKind(noun, values, frames)
    : steady({ tags, values, match }, payload, taker);
}

/** A kind, and the values of the tags by which it was found. */
export interface Found {
  readonly tags: readonly string[];
  readonly values: readonly unknown[];
  readonly match: Match;
}

function steady<F>({ tags, values, match }: Found, payload: object, taker: Taker): F | undefined {
  const frame = judged<F>(match, payload, taker);
  if (frame !== undefined && !keepsTags(tags, values, frame))
    throw new Refused("unsteady", { segments: [], kind: match.kind });
  return frame;
}

/** What is checked is a copy: a payload that answers differently next time has no next time. */
function judged<F>(match: Match, payload: object, taker: Taker): F | undefined {
  const { value: frame, refusal } = reading(payload, match.frame.shape, match.kind);
  if (!match.frame.validate(frame)) return taker.invalid(match, frame);
  if (refusal !== undefined) throw refusal;
  // The validator has just said so.
  return frame as F;
}

/** Whether {@link convert} takes a value. */
export function fits(frame: Frame, value: PlainObject): boolean {
  // A validator sees the copy only: it would walk for hours through the billion holes that reading stumbles over.
  const { value: copy, refusal } = reading(value, frame.shape);
  return refusal === undefined && frame.validate(copy);
}

/** Whether the tags that were read are those by which the kind was found: a payload can change them in between. */
function keepsTags(tags: readonly string[], values: readonly unknown[], frame: unknown): boolean {
  if (!isPlainObject(frame)) return false;
  return tags.every((tag, index) => !Object.hasOwn(frame, tag) || Object.is(frame[tag], values[index]));
}
