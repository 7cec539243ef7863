/** Whether a keyword is one that we know, with a value of the right sort. */
import type { JsonValue, UnknownPolicy } from "../model.js";
import { type Diagnostic, type Where, errorAt, warningAt } from "../diagnostic.js";
import { changesCode } from "./code-keywords.js";
import { draftsOf, keywords, keywordsOf, knows } from "./keywords.js";
import type { Place } from "./places.js";
import { join } from "./pointer.js";

/** Keywords of other tools, which say nothing to us. */
export function isOfOthers(name: string): boolean {
  return name.startsWith("x-");
}

/** Who wrote code into a keyword for another tool is told that it has no effect here. */
export function droppedCode(name: string, where: Where): Diagnostic | undefined {
  return changesCode(name)
    ? warningAt("schema/dropped-keyword", { ...where, atKey: true }, { keyword: name })
    : undefined;
}

/** What is wrong with a keyword; undefined where nothing is. */
export function keywordFault(
  place: Place,
  [name, value]: readonly [string, JsonValue],
  unknown: UnknownPolicy,
): Diagnostic | undefined {
  const { dialect, document } = place;
  const where: Where = { file: document.file, pointer: join(place.pointer, name) };
  if (isOfOthers(name)) return droppedCode(name, where);
  const keyword = keywords.get(name);
  // Left out, it would let any value pass.
  if (name === "$recursiveRef" && !knows(dialect, name)) {
    return errorAt("schema/unsupported", { ...where, atKey: true }, { what: `${name} outside of draft 2019-09` });
  }
  if (keyword === undefined || !knows(dialect, name)) {
    const report = unknown === "warn" ? warningAt : errorAt;
    const isCode = changesCode(name);
    const about = {
      keyword: name,
      dialect,
      elsewhere: draftsOf(name),
      known: isCode ? [] : keywordsOf(dialect),
      isCode,
      passes: unknown === "warn",
    };
    return report("schema/unknown-keyword", { ...where, atKey: true }, about);
  }
  return keyword.accepts(value)
    ? undefined
    : errorAt("schema/bad-value", where, { keyword: name, expected: keyword.expected });
}
