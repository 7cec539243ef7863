/** What is lawful JSON and yet seldom meant: doubled names, numbers and strings that do not survive. */
import type { FrameCode } from "../wording/capture.js";
import { captureWording } from "../wording/capture.js";
import { pointerOf, type Segment } from "../runtime/path.js";
import { cut, quote } from "../runtime/quote.js";
import type { Span } from "./place.js";
import { walkJson } from "./walk.js";

/** A finding that does not make a frame bad. */
export interface Oddity extends Span {
  readonly code: FrameCode;
  readonly pointer: string;
  readonly path: readonly Segment[];
  readonly message: string;
}

/** Whether a text may hold such a thing, doubled names aside. Cheap, and never false where it does. */
export function isSuspect(text: string): boolean {
  if (/[:,[\s-]\d{16}/.test(text) || /\p{Surrogate}/u.test(text)) return true;
  return text.includes("\\u") && /\\u[dD]/.test(text);
}

const mostOddities = 100;

/** The oddities of a text that is JSON, in the order of the text. */
export function inspect(text: string): Oddity[] {
  const found: Oddity[] = [];
  const levels: Set<string>[] = [];
  const add = (oddity: Omit<Oddity, "pointer" | "path">, path: readonly Segment[]): void => {
    if (found.length < mostOddities) found.push({ ...oddity, pointer: pointerOf(path), path: [...path] });
  };
  walkJson(text, {
    open: () => void levels.push(new Set()),
    close: () => void levels.pop(),
    key: (start, end, path) => {
      const name = String(path.at(-1));
      const names = levels.at(-1);
      if (names?.has(name) === true) {
        const message = captureWording["frame/duplicate-key"]({ name: quote(name) }).message;
        add({ code: "frame/duplicate-key", start, end, message }, path);
      }
      names?.add(name);
      if (isLone(text, start, end)) add({ ...lone, start, end }, path);
    },
    scalar: (start, end, path) => {
      const odd =
        text[start] === '"' ? (isLone(text, start, end) ? lone : undefined) : oddNumber(text.slice(start, end));
      if (odd !== undefined) add({ ...odd, start, end }, path);
    },
  });
  return found;
}

const lone = { code: "frame/lone-surrogate", message: captureWording["frame/lone-surrogate"]({}).message } as const;

function isLone(text: string, start: number, end: number): boolean {
  const token = text.slice(start, end);
  // In a text that was itself a string of JSON, half a pair may also stand as it is.
  return /\p{Surrogate}/u.test(token.includes("\\u") ? String(JSON.parse(token)) : token);
}

function oddNumber(token: string): Pick<Oddity, "code" | "message"> | undefined {
  if (token.length < 16 || !/^-?\d+$/.test(token) || Number.isSafeInteger(Number(token))) return undefined;
  return {
    code: "frame/unsafe-integer",
    message: captureWording["frame/unsafe-integer"]({ text: cut(token) }).message,
  };
}

/** How many names of members stand in a text: at least as many, where strings hold text like that of members. */
export function namesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) count++;
  return /[ \t]:/.test(text) ? Infinity : count;
}

/** How many members a parsed value has, those of the values in it included. */
export function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  try {
    return Array.isArray(value) ? inItems(value) : inMembers(value as Record<string, unknown>);
  } catch (error) {
    // Too deep for the stack.
    if (error instanceof RangeError) return -1;
    throw error;
  }
}

function inMembers(object: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const name in object) {
    count++;
    const value = object[name];
    if (typeof value !== "object" || value === null) continue;
    count += Array.isArray(value) ? inItems(value) : inMembers(value as Record<string, unknown>);
  }
  return count;
}

function inItems(items: readonly unknown[]): number {
  let count = 0;
  for (const value of items) {
    if (typeof value !== "object" || value === null) continue;
    count += Array.isArray(value) ? inItems(value) : inMembers(value as Record<string, unknown>);
  }
  return count;
}
