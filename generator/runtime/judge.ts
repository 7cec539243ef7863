import { ValidationError } from "./errors.js";
import { findKind, kindName, kindTable, tagValues, unknownKind } from "./kinds.js";
import type { Frame, KindTable, Match } from "./kinds.js";
import { explain } from "./message.js";
import { reading } from "./shape.js";
import { isPlainObject, part, typeName } from "./value.js";
import type { PlainObject } from "./value.js";

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

/** The answer for a frame that is read, and that nobody is sure of: its validator's. The copy stands still. */
export function settle<F>(frame: Frame, copy: object): F {
  return judged({ frame, kind: kindName(frame.kinds[0] ?? []) }, copy);
}

/** Like {@link checked}, for a kind that was found by these values of the tags; nothing where they may not be its own. */
export function judge<F>(
  tags: readonly string[],
  match: Match,
  values: readonly unknown[],
  payload: object,
): F | undefined {
  const isOwn = tags.every((tag, index) => values[index] === undefined || Object.hasOwn(payload, tag));
  return isOwn && isPlainObject(payload) ? steady(tags, match, values, payload) : undefined;
}

/** Finds the kind of a payload, and gives the new frame that its validator accepts. */
export function checked<F>({ noun, tags, frames, find }: Codec<F>, payload: unknown): F {
  if (!isPlainObject(payload)) {
    const message = `Expected \`object\`, got \`${typeName(payload)}\``;
    throw new ValidationError(message, { path: "", kind: undefined, errors: [] });
  }
  const values = tagValues(tags, payload);
  const match = find(values);
  if (match === undefined) throw unknownKind(noun, values, frames);
  return steady(tags, match, values, payload);
}

function steady<F>(tags: readonly string[], match: Match, values: readonly unknown[], payload: object): F {
  const frame = judged<F>(match, payload);
  if (!keepsTags(tags, values, frame)) throw unsteady(match.kind);
  return frame;
}

/** What is checked is a copy: a payload that answers differently next time has no next time. */
function judged<F>(match: Match, payload: object): F {
  const { value: frame, refusal } = reading(payload, match.frame.shape, match.kind);
  if (!match.frame.validate(frame)) throw invalid(match, frame);
  if (refusal !== undefined) throw refusal;
  // The validator has just said so.
  return frame as F;
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

function unsteady(kind: string): ValidationError {
  return new ValidationError("Value answers differently each time that it is read", { path: "", kind, errors: [] });
}
