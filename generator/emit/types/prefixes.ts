/** Patterns of names that TypeScript can say: those that begin with a given text. */
import type { SchemaObject } from "../../model.js";

/** The text that a pattern asks names to begin with, where it asks nothing else. */
function prefixOf(pattern: string): string | undefined {
  const literal = /^\^((?:[\w :@/-]|\\[./-])+)(?:\.\*)?$/.exec(pattern)?.[1];
  return literal?.replaceAll("\\", "");
}

/**
 * The prefixes that stand for patterns of a schema, by pattern. Left out are those that TypeScript would not take: they
 * overlap with another, or with a member that may be missing and so is `undefined` to an index signature.
 */
export function prefixesOf({
  patternProperties = {},
  properties = {},
  required = [],
}: SchemaObject): Map<string, string> {
  const found = Object.keys(patternProperties).flatMap((pattern) => {
    const prefix = prefixOf(pattern);
    return prefix === undefined ? [] : [[pattern, prefix] as const];
  });
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const clashes = (pattern: string, prefix: string): boolean =>
    optional.some((name) => name.startsWith(prefix)) ||
    found.some(([other, text]) => other !== pattern && (text.startsWith(prefix) || prefix.startsWith(text)));
  return new Map(found.filter(([pattern, prefix]) => !clashes(pattern, prefix)));
}
