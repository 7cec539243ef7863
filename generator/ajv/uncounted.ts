/**
 * Ajv's code counts errors, because some keywords only know later whether one that was found counts. Where a validator gives up
 * at every error, there is never one to count, and what asks for the count is left out.
 */
import { texts } from "./unit.js";

/** What such code may say about errors, and what is left of it. */
const forms: readonly (readonly [line: RegExp, left: string])[] = [
  [/^validate\.errors = \[\{.*\}\];$/, "$&"],
  [/^let vErrors = null;$/, ""],
  [/^let errors = 0;$/, ""],
  [/^const _errs\d+ = errors;$/, ""],
  [/^var valid\d+ = (?:true|_errs\d+ === errors);$/, ""],
  [/^if\((?:errors === (?:0|_errs\d+)|valid\d+)\)\{$/, "{"],
  [/^validate\.errors = vErrors;$/, "validate.errors = null;"],
  [/^return errors === 0;$/, "return true;"],
];

const mention = /\b(?:vErrors|errors|_errs\d+|valid\d+)\b/;
const leaving = /^if\(!valid\d+\)\{\nbreak;\n\}\n/gm;
const nothing = /^else \{\n\}\n/gm;

/** The code of a validator without the count, or as it is. */
export function withoutCount(code: string): string {
  const lines: string[] = [];
  for (const line of code.replace(leaving, "").split("\n")) {
    if (!mention.test(line.replace(texts, '""'))) {
      if (line !== "") lines.push(line);
      continue;
    }
    const form = forms.find(([known]) => known.test(line));
    if (form === undefined) return code;
    const left = line.replace(form[0], form[1]);
    if (left !== "") lines.push(left);
  }
  return lines.join("\n").replace(nothing, "");
}
