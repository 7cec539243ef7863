/** JSON values as types. */
import type { JsonValue, TypeName } from "../model.js";
import { memberName, quote } from "./quote.js";

export function isOfType(value: JsonValue, type: TypeName): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

export function literalType(value: JsonValue): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((v: JsonValue) => literalType(v)).join(", ")}]`;
  // The parser of the formatter takes the `1[]` of `-1[]` for a value; it takes these parentheses away.
  if (typeof value === "number" && value < 0) return `(${value})`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([name, v]) => `${memberName(name)}: ${literalType(v as JsonValue)}`);
  return members.length === 0 ? "Record<string, never>" : `{ ${members.join("; ")} }`;
}
