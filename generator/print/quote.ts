/** Text from outside to literals of JavaScript and TypeScript. Nothing else turns such text into code. */
import type { JsonValue } from "../model.js";

// What ends a line, hides or turns text round on a screen, ends a script element if the output is put into a page, or names a source map to
// tools that look for one in the whole text.
const unsafe =
  /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|<(?=[/!])|[#@](?=\s*source(?:Mapping)?URL=)|\p{Surrogate}/gu;

/** What most code and every ordinary name is of, and what needs no closer look. */
const harmless = /^[ !"$-;=?A-~]*$/;

/** Code in which only string literals can hold such text, with that text escaped. */
export function escapeUnsafe(code: string): string {
  if (harmless.test(code)) return code;
  const kept = (c: string): boolean => c === "\n";
  return code.replace(unsafe, (c) => (kept(c) ? c : `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`));
}

/** A string literal in double quotes: ASCII controls, line separators and invisible characters escaped. */
export function quote(text: string): string {
  return escapeUnsafe(JSON.stringify(text));
}

/** A literal of any JSON value, also for object members with names such as `__proto__`. */
export function literal(value: JsonValue): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((v: JsonValue) => literal(v)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([name, v]) => `${memberName(name)}: ${literal(v as JsonValue)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** The name of a member in an object literal or type. */
export function memberName(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}
