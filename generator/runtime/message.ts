import { at, follow, pointerOf } from "./path.js";
import type { Segment } from "./path.js";
import type { AjvError } from "./validate.js";
import { isPlainObject, own, entry } from "./value.js";
import { sums, wordings } from "./wordings.js";
import { missingField, otherRule } from "./words.js";

/** What a refused frame's message says, and the JSON pointer of what it is about. */
export interface Explanation {
  readonly message: string;
  readonly path: string;
}

/** What is known of the members of a frame. */
export interface KnownMembers {
  /** In wire order. */
  readonly names: readonly string[];
  /** Those that must be there, in wire order. */
  readonly required: readonly string[];
}

/** Puts the first thing that is wrong with a frame, in wire order, into words. */
export function explain(errors: readonly AjvError[], value: unknown, members: KnownMembers): Explanation {
  const error = primary(errors);
  const { segments, value: found } = follow(error?.instancePath ?? "", value);
  const missing = isPlainObject(value) ? members.required.find((name) => own(value, name) === undefined) : undefined;
  if (missing !== undefined && comesFirst(missing, segments.at(0), members.names)) {
    return { message: missingField(missing), path: "" };
  }
  const text = error === undefined ? "Invalid value" : words(error, found);
  return { message: text + at(segments), path: pointerOf(segments) };
}

// Validators look for missing members last; the wire order has them where they were declared.
function comesFirst(missing: string, member: Segment | undefined, names: readonly string[]): boolean {
  const place = member === undefined ? -1 : names.indexOf(String(member));
  return place === -1 || names.indexOf(missing) < place;
}

/** The error that says most. Validators stop at the first, so the last one sums up those before it, innermost first. */
export function primary(errors: readonly AjvError[]): AjvError | undefined {
  const found: AjvError[] = [];
  for (const error of errors) found.push(entry(sums, error.keyword)?.(found, error) ?? error);
  return found.at(-1);
}

function words({ keyword, params }: AjvError, value: unknown): string {
  return entry(wordings, keyword)?.(params, value) ?? otherRule(keyword);
}
