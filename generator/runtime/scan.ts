import { encoder } from "./bytes.js";

/** A frame on the wire. */
export interface Wire {
  /** The bytes in between of which the values of its members stand. */
  readonly fixed: readonly Uint8Array[];
  /** The text that was last read between them: often it is the same again, and need not be made anew. */
  readonly last: string[];
}

/** The wire of a frame: its first member as JSON, such as `{"kind":"done"`, and the names of the others; all ASCII. */
export function wire(head: string, names: readonly string[]): Wire {
  const fixed = [...names, ""].map((name, index) => {
    const before = index === 0 ? head : "";
    const text = index === names.length ? `${before}}` : `${before},${JSON.stringify(name)}:`;
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  });
  return { fixed, last: names.map(() => "") };
}

/** Bytes of a small frame. */
export interface Scanned {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/** Bytes of a small frame at most. */
export const SMALL = 512;

/** Fifteen digits always have a number of their own. */
const MOST_DIGITS = 15;
export const NOWHERE = -1;

/** A function that gives the bytes of a small frame, which hold until its next call; `undefined` for a large one. */
export function scanner(): (data: unknown) => Scanned | undefined {
  let scratch: Uint8Array | undefined;
  return (data) => {
    if (typeof data === "string") {
      if (data.length > SMALL) return undefined;
      scratch ??= new Uint8Array(SMALL);
      // What is not ASCII, and so may have been cut off or replaced, no scan takes.
      return { bytes: scratch, end: encoder().encodeInto(data, scratch).written };
    }
    return data instanceof Uint8Array && data.length <= SMALL ? { bytes: data, end: data.length } : undefined;
  };
}

/**
 * The values of a frame of scalars that is written exactly as we write it; `undefined` on any surprise: a space, another
 * order, an escape, a character outside of ASCII, a fraction, an integer of more than fifteen digits.
 */
export function scan({ fixed, last }: Wire, { bytes, end }: Scanned): unknown[] | undefined {
  const values: unknown[] = [];
  let at = skip(fixed[0], bytes, 0);
  for (let index = 1; at >= 0 && index < fixed.length; index++) {
    at = bytes[at] === 0x22 ? readString(bytes, at + 1, { values, last }) : readScalar(bytes, at, values);
    if (at >= 0) at = skip(fixed[index], bytes, at);
  }
  return at === end ? values : undefined;
}

/** The position after bytes that must stand here; `NOWHERE` where they do not. */
function skip(expected: Uint8Array | undefined, bytes: Uint8Array, at: number): number {
  if (expected === undefined) return NOWHERE;
  for (let index = 0; index < expected.length; index++) {
    if (bytes[at + index] !== expected[index]) return NOWHERE;
  }
  return at + expected.length;
}

/** Reads one value that is no text; gives the position after it, or `NOWHERE`. */
function readScalar(bytes: Uint8Array, at: number, values: unknown[]): number {
  return (bytes[at] ?? 0) > 0x39 ? word(bytes, at, values) : integer(bytes, at, values);
}

interface Texts {
  readonly values: unknown[];
  readonly last: string[];
}

function readString(bytes: Uint8Array, start: number, { values, last }: Texts): number {
  const known = last[values.length] ?? "";
  let end = start;
  while (end - start < known.length && bytes[end] === known.charCodeAt(end - start)) end++;
  if (end - start === known.length && bytes[end] === 0x22) {
    values.push(known);
    return end + 1;
  }
  for (let byte = bytes[end]; byte !== 0x22; byte = bytes[++end]) {
    if (byte === undefined || byte < 0x20 || byte > 0x7e || byte === 0x5c) return NOWHERE;
  }
  const text = textOf(bytes, start, end);
  last[values.length] = text;
  values.push(text);
  return end + 1;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  let at = start;
  // One call for several characters takes hardly longer than one for a single character.
  for (; at + 4 <= end; at += 4) {
    text += String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

function integer(bytes: Uint8Array, start: number, values: unknown[]): number {
  const isNegative = bytes[start] === 0x2d;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let value = 0;
  for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) value = value * 10 + digit;
  const length = at - first;
  if (length === 0 || length > MOST_DIGITS || (length > 1 && bytes[first] === 0x30)) return NOWHERE;
  values.push(isNegative ? -value : value);
  return at;
}

/** 0 to 9; negative for what is no digit. */
function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] ?? 0) - 0x30;
  return digit > 9 ? -1 : digit;
}

function word(bytes: Uint8Array, at: number, values: unknown[]): number {
  for (const value of [true, false, null]) {
    const text = String(value);
    let length = 0;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++;
    if (length < text.length) continue;
    values.push(value);
    return at + length;
  }
  return NOWHERE;
}
