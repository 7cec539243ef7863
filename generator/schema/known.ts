/** Whether a keyword is one that we know, with a value of the right sort. */
import type { JsonValue, UnknownPolicy } from "../model.js";
import { type Diagnostic, type Where, errorAt, warningAt } from "../diagnostic.js";
import { draftsOf, keywords, keywordsOf, knows } from "./keywords.js";
import type { Place } from "./places.js";
import { join } from "./pointer.js";

/** Keywords of other tools, which say nothing to us. */
export function isOfOthers(name: string): boolean {
  return name.startsWith("x-");
}

/** What is wrong with a keyword; undefined where nothing is. */
export function keywordFault(
  place: Place,
  [name, value]: readonly [string, JsonValue],
  unknown: UnknownPolicy,
): Diagnostic | undefined {
  if (isOfOthers(name)) return undefined;
  const { dialect, document } = place;
  const where: Where = { file: document.file, pointer: join(place.pointer, name) };
  const keyword = keywords.get(name);
  // Left out, it would let any value pass.
  if (name === "$recursiveRef" && !knows(dialect, name)) {
    return errorAt("schema/unsupported", { ...where, atKey: true }, { what: `${name} outside of draft 2019-09` });
  }
  if (keyword === undefined || !knows(dialect, name)) {
    const report = unknown === "warn" ? warningAt : errorAt;
    const about = { keyword: name, dialect, elsewhere: draftsOf(name), known: keywordsOf(dialect) };
    return report("schema/unknown-keyword", { ...where, atKey: true }, about);
  }
  return keyword.accepts(value)
    ? undefined
    : errorAt("schema/bad-value", where, { keyword: name, expected: keyword.expected });
}
