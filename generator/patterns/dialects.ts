/** Parts of patterns that other dialects know and JavaScript does not. */

import type { Foreign } from "../wording/patterns.js";

/** What was found, and its text. */
export interface ForeignPart {
  readonly foreign: Foreign;
  readonly text: string;
}

type Forms = { readonly [K in Foreign]?: RegExp };

const escapes = {
  codePoint: /\\x\{[0-9A-Fa-f]*\}|\\U[0-9A-Fa-f]{8}/,
  escape: /\\(?:[aehHlLNQRVX]|[pP](?:[A-Za-z]|\{\^))/,
} satisfies Forms;

const outsideOfClasses: Forms = {
  anchor: /\\[AZzG]/,
  ...escapes,
  needlessEscape: /\\[^\w\s^$\\.*+?()[\]{}|/]/u,
  comment: /\(\?#[^)]*\)?/,
  namedGroup: /\(\?(?:P[<=>]\w*[>)]?|'\w*')/,
  atomic: /\(\?>/,
  recursion: /\(\?(?:[R|&(]|[+-]?\d)/,
  flags: /\(\?(?:[a-zA-Z^]+(?:-[a-zA-Z]+)?|-[a-zA-Z]+)[:)]/,
  possessive: /(?:[*+?]|\{\d+(?:,\d*)?\})\+/,
};

const insideOfClasses: Forms = {
  posixClass: /\[[:.=]\^?\w*[:.=]\]/,
  ...escapes,
  needlessEscape: /\\[^\w\s^$\\.*+?()[\]{}|/-]/u,
};

// What is escaped, and what stands in a class, is passed over as one.
const rest = /\\[^]|\[(?:\[[:.=]\^?\w*[:.=]\]|\\[^]|[^\]\\])*\]?|[^]/;

/** The first part of a pattern that is of another dialect. */
export function foreignPart(pattern: string): ForeignPart | undefined {
  return firstOf(outsideOfClasses, pattern);
}

function firstOf(forms: Forms, text: string): ForeignPart | undefined {
  const named = Object.entries(forms).map(([name, form]) => `(?<${name}>${form.source})`);
  for (const { 0: token, groups = {} } of text.matchAll(new RegExp([...named, rest.source].join("|"), "gu"))) {
    for (const foreign of namesOf(forms)) if (groups[foreign] !== undefined) return { foreign, text: token };
    const found = token.startsWith("[") ? firstOf(insideOfClasses, token.slice(1, -1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesOf(forms: Forms): Foreign[] {
  return Object.keys(forms).filter((name): name is Foreign => Object.hasOwn(forms, name));
}
