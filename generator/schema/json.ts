/** Schema text to values: strict JSON, each name once, with the place of whatever is wrong. */
import type { JsonObject, JsonValue } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import { outline } from "./outline.js";
import { join } from "./pointer.js";

/** Whether a value is an object, rather than an array or null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What reading a text gave: the object, or what is wrong with it. */
export type Parsed = { readonly root: JsonObject | boolean } | { readonly found: Diagnostic };

export interface JsonLimits {
  /** Levels of nesting. */
  readonly depth: number;
  /** Is told how many values a text holds, before they are made, and may throw. */
  readonly count: (values: number) => void;
}

/** Reads the text of a schema file. Never throws for what the text holds, unless `limits.count` does. */
export async function parseSchemaText(file: string, text: string, limits: JsonLimits): Promise<Parsed> {
  if (text.trim() === "") return { found: errorAt("schema/empty", { file, line: 1, column: 1 }, {}) };
  const { depth, offset, values, doubled } = outline(text);
  if (depth > limits.depth) {
    const place = { file, ...lineAndColumn(text, offset) };
    return { found: errorAt("schema/too-deep", place, { limit: limits.depth, depth }) };
  }
  limits.count(values);
  let root: JsonValue;
  try {
    root = JSON.parse(text) as JsonValue;
  } catch (error) {
    const { reason, ...place } = await syntaxFault(text, error);
    return { found: errorAt("schema/not-json", { file, ...place }, { reason }) };
  }
  if (typeof root !== "boolean" && !isObject(root)) {
    return { found: errorAt("schema/not-object", { file, line: 1, column: 1 }, {}) };
  }
  if (doubled !== undefined) {
    const { pointer, name } = doubled;
    return { found: errorAt("schema/doubled-key", { file, pointer, atKey: true }, { name }) };
  }
  const fault = surrogateFault(root, text);
  if (fault === undefined) return { root };
  const { pointer, atKey, name } = fault;
  return { found: errorAt("schema/lone-surrogate", { file, pointer, atKey }, { name }) };
}

/** Line and column (from 1, columns in UTF-16 units) of an offset into a text. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|[\r\n]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Why a text is no JSON, and where; `cause` is what JSON.parse has thrown. The parser with places is slow to load. */
export async function syntaxFault(
  text: string,
  cause: unknown,
): Promise<{ readonly reason: string; readonly line: number; readonly column: number }> {
  const { parse } = await import("@humanwhocodes/momoa");
  const reason = cause instanceof Error ? cause.message : String(cause);
  const end = text.trimEnd().length;
  if (/^(Unexpected end|Unterminated)/.test(reason) || Number(/position (\d+)/.exec(reason)?.[1]) >= end) {
    return { ...lineAndColumn(text, Math.max(end - 1, 0)), reason: "the text ends too early" };
  }
  try {
    parse(text, { mode: "json" });
  } catch (error) {
    if (error instanceof Error && "line" in error && "column" in error) {
      const { line, column } = error;
      if (typeof line === "number" && typeof column === "number") {
        return { line, column, reason: plainReason(error.message, text, { line, column }) };
      }
    }
  }
  return { line: 1, column: 1, reason };
}

const marks = new Map([
  ["LBrace", "{"],
  ["RBrace", "}"],
  ["LBracket", "["],
  ["RBracket", "]"],
  ["Colon", ":"],
  ["Comma", ","],
]);

/** The parser's words, with the mark that it met rather than its own name for it. */
function plainReason(message: string, text: string, { line, column }: { line: number; column: number }): string {
  const words = message.replace(/\s*\(\d+:\d+\)\.?$/, "").replace(/\.$/, "");
  const mark = marks.get(/^Unexpected token (\w+) found$/.exec(words)?.[1] ?? "");
  if (mark === undefined)
    return words.replace(/^Unexpected token (\w+) found$/, (_, name: string) => `unexpected ${name.toLowerCase()}`);
  const lines = text.split(/\r\n|[\r\n]/).slice(0, line);
  const before = [...lines.slice(0, -1), lines.at(-1)?.slice(0, column - 1)].join("\n").trimEnd();
  return `unexpected ${mark}${/[}\]]/.test(mark) && before.endsWith(",") ? " after a comma, which JSON does not allow" : ""}`;
}

interface Fault {
  readonly pointer: string;
  readonly name: string;
  readonly atKey: boolean;
}

function firstOf<T>(items: readonly T[], look: (item: T, index: number) => Fault | undefined): Fault | undefined {
  for (const [i, item] of items.entries()) {
    const fault = look(item, i);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const surrogate = /\p{Surrogate}/u;

/** Text that was read as UTF-8 holds none; an escape may. */
function surrogateFault(root: JsonValue, text: string): Fault | undefined {
  return text.includes("\\u") || surrogate.test(text) ? loneSurrogate(root) : undefined;
}

function loneSurrogate(value: JsonValue, pointer = ""): Fault | undefined {
  const fault = (name: string, at: string, atKey: boolean): Fault => ({ pointer: at, name, atKey });
  if (typeof value === "string") return surrogate.test(value) ? fault(value, pointer, false) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  return firstOf(Object.entries(value), ([name, inner]) => {
    const at = join(pointer, name);
    return surrogate.test(name) ? fault(name, at, true) : loneSurrogate(inner as JsonValue, at);
  });
}
