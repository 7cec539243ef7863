/** The words of findings about regular expressions. */
import { quoted } from "./phrases.js";

/** What parts of patterns of other dialects are, and what JavaScript has instead. */
const foreignWords = {
  anchor: "an anchor of other dialects; JavaScript has ^ and $",
  atomic: "an atomic group, which JavaScript does not have",
  codePoint: "a code point as other dialects write it; JavaScript writes \\u{1F600}",
  comment: "a comment, which JavaScript does not have",
  escape: "an escape of other dialects, which JavaScript does not have",
  flags:
    "inline flags, which not every JavaScript engine knows; write [Aa] for both letter cases, [^] for any character",
  namedGroup: "a named group as other dialects write it; JavaScript writes (?<name>…) and \\k<name>",
  needlessEscape: "a needless backslash, which JavaScript refuses with the flag u; leave it out",
  posixClass: "a POSIX class; JavaScript has \\d, \\w, \\s and \\p{…}",
  possessive: "a possessive quantifier, which JavaScript does not have",
  recursion: "a recursion or condition, which JavaScript does not have",
} as const;

/** A sort of parts that other dialects know and JavaScript does not. */
export type Foreign = keyof typeof foreignWords;

const growths = { exponential: "exponential time", polynomial: "more than linear time", bounded: "very long" } as const;

/** Ready to be put into a configuration, where the pattern is not too long to be read. */
function allow(pattern: string): string {
  return pattern.length > 200
    ? 'list it in "allowPatterns" of the configuration'
    : `let it pass by "allowPatterns": [${JSON.stringify(pattern)}] in the configuration`;
}

export const patternWording = {
  "schema/bad-pattern": (a: {
    pattern: string;
    reason: string;
    foreign: { readonly foreign: Foreign; readonly text: string } | undefined;
  }) => ({
    message: `${quoted(a.pattern)} is not a regular expression of JavaScript (${a.reason})`,
    hint: a.foreign === undefined ? undefined : `${quoted(a.foreign.text)} is ${foreignWords[a.foreign.foreign]}`,
  }),
  "schema/slow-pattern": (a: { pattern: string; growth: keyof typeof growths; repeated: string }) => ({
    message: `the pattern ${quoted(a.pattern)} can take ${growths[a.growth]} on a text that repeats ${quoted(a.repeated)}`,
    hint: `${
      a.pattern.startsWith("^") ? "write it" : "begin it with ^, and write it"
    } so that a text can be read in one way only, such as ^a+$ instead of ^(a+)+$; or ${allow(a.pattern)}`,
  }),
  "schema/unclear-pattern": (a: { pattern: string; together: boolean }) => ({
    message: `the pattern ${quoted(a.pattern)} cannot be shown to take linear time: ${
      a.together ? "all patterns together are" : "it is"
    } too complex to be analysed`,
    hint: `make it simpler, or ${allow(a.pattern)}`,
  }),
} as const;
