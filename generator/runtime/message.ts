import { at, follow, pointerOf } from "./path.js";
import type { Segment } from "./path.js";
import type { AjvError } from "./validate.js";
import { isPlainObject, own, part } from "./value.js";
import { wordings } from "./wordings.js";
import { expectedTypes, missingField, otherRule, wrongType } from "./words.js";

/** What a refused frame's message says, and the JSON pointer of what it is about. */
export interface Explanation {
  readonly message: string;
  readonly path: string;
}

/** What is known of the members of a frame. */
export interface Members {
  /** In wire order. */
  readonly names: readonly string[];
  /** Those that must be there, in wire order. */
  readonly required: readonly string[];
}

/** Puts the first thing that is wrong with a frame, in wire order, into words. */
export function explain(errors: readonly AjvError[], value: unknown, members: Members): Explanation {
  const error = primary(errors);
  const { segments, value: found } = follow(error?.instancePath ?? "", value);
  const missing = isPlainObject(value) ? members.required.find((name) => own(value, name) === undefined) : undefined;
  if (missing !== undefined && comesFirst(missing, segments.at(0), members.names)) {
    return { message: missingField(missing), path: "" };
  }
  const text = error === undefined ? "Invalid value" : (union(error, errors, found) ?? words(error, found));
  return { message: text + at(segments), path: pointerOf(segments) };
}

// Validators look for missing members last; the wire order has them where they were declared.
function comesFirst(missing: string, member: Segment | undefined, names: readonly string[]): boolean {
  const place = member === undefined ? -1 : names.indexOf(String(member));
  return place === -1 || names.indexOf(missing) < place;
}

/** The error that says most. Validators stop at the first, so the last one sums up those before it. */
function primary(errors: readonly AjvError[]): AjvError | undefined {
  const last = errors.at(-1);
  const inner = errors.slice(0, -1);
  if (last === undefined || inner.length === 0) return last;
  if (last.keyword === "if") return primary(inner);
  if (!isChoice(last)) return last;
  // A branch that fails by its type or its tag was not meant. If that leaves one error, it is the telling one.
  const telling = inner.filter((error) => !isOtherBranch(error, last));
  return telling.length === 1 ? telling[0] : last;
}

function isChoice(error: AjvError): boolean {
  return error.keyword === "anyOf" || error.keyword === "oneOf";
}

function isOtherBranch(error: AjvError, choice: AjvError): boolean {
  if (error.keyword === "const" || error.keyword === "enum") return true;
  return error.keyword === "type" && error.instancePath === choice.instancePath;
}

/** The words for a choice all of whose branches ask for another type, or for another constant. */
function union(error: AjvError, errors: readonly AjvError[], value: unknown): string | undefined {
  const branches = errors.slice(0, -1).filter((branch) => branch !== error);
  if (!isChoice(error) || branches.length === 0) return undefined;
  if (branches.some((branch) => branch.instancePath !== error.instancePath)) return undefined;
  if (branches.every((branch) => branch.keyword === "type")) {
    return wrongType(
      branches.flatMap((branch) => expectedTypes(branch.params)),
      value,
    );
  }
  const constants = branches.every((branch) => branch.keyword === "const" || branch.keyword === "enum");
  return constants ? words({ ...error, keyword: "enum" }, value) : undefined;
}

function words({ keyword, params }: AjvError, value: unknown): string {
  return part(wordings, keyword)?.(params, value) ?? otherRule(keyword);
}
