import { DecodeError } from "./errors.js";
import { once } from "./once.js";
import { at } from "./path.js";
import type { Segment } from "./path.js";
import { typeName } from "./value.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextDecoder: {
  new (label: string, options: { fatal: boolean; ignoreBOM: boolean }): Decoder;
};

interface Decoder {
  decode(data: ArrayBuffer | ArrayBufferView): string;
}

/** Made at the first use: a platform may lack it, and who reads no bytes need not care. */
const decoder: () => Decoder = /* @__PURE__ */ once(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }));

/** The value of one JSON text, given as text or as UTF-8 bytes. */
export function parseJson(data: unknown): unknown {
  // The decoder refuses bytes of halves of characters.
  const isOdd = typeof data === "string" && /\p{Surrogate}/u.test(data);
  const text = typeof data === "string" ? data : fromBytes(data);
  const value = parseText(text);
  if (isOdd || isSuspect(text)) inspect(value);
  return value;
}

/** Whether text may spell what no frame may hold: seldom enough for a look at the values only if the spelling is there. */
function isSuspect(text: string): boolean {
  return (
    // To look for a fixed text takes a tenth of the time.
    (text.includes("\\u") && /\\u[dD][89a-fA-F]/.test(text)) || /[eE][+\d]\d\d/.test(text) || hasLongNumber(text)
  );
}

const STEP = 50;

/** Whether there may be a hundred digits in a row, in which case two of these places in a row have one, and all in between. */
function hasLongNumber(text: string): boolean {
  let isOne = false;
  for (let place = 0; place < text.length; place += STEP) {
    const wasOne = isOne;
    isOne = isDigit(text, place);
    if (wasOne && isOne && areDigits(text, place - STEP, place)) return true;
  }
  return false;
}

function areDigits(text: string, start: number, end: number): boolean {
  for (let place = start; place < end; place++) if (!isDigit(text, place)) return false;
  return true;
}

function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0x30 && code <= 0x39;
}

function fromBytes(data: unknown): string {
  if (!ArrayBuffer.isView(data) && !isArrayBuffer(data)) {
    throw new DecodeError(`Expected text or bytes, got \`${typeName(data)}\``, { offset: undefined });
  }
  try {
    return decoder().decode(data);
  } catch (cause) {
    // The platform also fails where the text would be longer than it can make one.
    const problem = cause instanceof TypeError ? "Not UTF-8" : "Data is too large";
    throw new DecodeError(problem, { offset: undefined, cause });
  }
}

function isArrayBuffer(data: unknown): data is ArrayBuffer {
  // One of another realm is no instance of ours.
  return Object.prototype.toString.call(data) === "[object ArrayBuffer]";
}

function parseText(text: string): unknown {
  if (text === "") throw new DecodeError("Not JSON: empty", { offset: 0 });
  if (text.startsWith("\ufeff")) throw new DecodeError("Not JSON: begins with a byte order mark", { offset: 0 });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const offset = offsetOf(cause, text);
    throw new DecodeError(offset === undefined ? "Not JSON" : `Not JSON, at byte ${offset}`, { offset, cause });
  }
}

/** The platform's position, counted in UTF-16 units, as byte offset. At the end only: before it, the data is quoted. */
function offsetOf(error: unknown, text: string): number | undefined {
  const message = error instanceof Error ? error.message : "";
  const position = / at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? undefined : byteLength(text.slice(0, Number(position)));
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

interface Visit {
  readonly parent: Visit | undefined;
  readonly name: Segment;
  readonly value: unknown;
}

/** Looks for strings with lone surrogates and for numbers that are too large, without recursion. */
function inspect(root: unknown): void {
  const visits: Visit[] = [{ parent: undefined, name: "", value: root }];
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { value } = visit;
    if (typeof value === "string") check(!/\p{Surrogate}/u.test(value), "String holds a lone surrogate", visit);
    if (typeof value === "number") check(Number.isFinite(value), "Number is too large", visit);
    if (typeof value !== "object" || value === null) continue;
    const isArray = Array.isArray(value);
    for (const [name, member] of Object.entries(value)) {
      check(!/\p{Surrogate}/u.test(name), "Name of a member holds a lone surrogate", visit);
      visits.push({ parent: visit, name: isArray ? Number(name) : name, value: member });
    }
  }
}

function check(isFine: boolean, problem: string, visit: Visit): void {
  if (isFine) return;
  const segments: Segment[] = [];
  for (let place = visit; place.parent !== undefined; place = place.parent) segments.push(place.name);
  throw new DecodeError(problem + at(segments.reverse()), { offset: undefined });
}
