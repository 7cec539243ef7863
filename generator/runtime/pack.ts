import { handOut, room } from "./bytes.js";
import { NOWHERE, SMALL } from "./scan.js";
import type { Wire } from "./scan.js";

/**
 * The bytes of a frame of scalars, whose values are given in the order of its wire. Text is not made of them before, which would
 * take longer. Gives nothing where a text needs an escape, or a frame is not small.
 */
export function pack({ fixed }: Wire, values: readonly unknown[]): Uint8Array<ArrayBuffer> | undefined {
  const { bytes, next } = room(SMALL);
  let at = next;
  for (let index = 0; at >= 0 && index < fixed.length; index++) {
    at = putBytes(bytes, at, fixed[index]);
    if (index < values.length) at = putValue(bytes, at, values[index]);
  }
  // What does not fit has not been written either.
  return at < 0 || at > bytes.length ? undefined : handOut(at);
}

function putBytes(bytes: Uint8Array, start: number, part: Uint8Array | undefined): number {
  if (part === undefined) return NOWHERE;
  for (let index = 0; index < part.length; index++) bytes[start + index] = part[index] ?? 0;
  return start + part.length;
}

/** Writes a value; gives the place behind it, or `NOWHERE`. */
function putValue(bytes: Uint8Array, at: number, value: unknown): number {
  if (typeof value !== "string")
    return isShort(value) ? putInteger(bytes, at, value) : putText(bytes, at, String(value));
  bytes[at] = 0x22;
  const end = value.length > SMALL ? NOWHERE : putText(bytes, at + 1, value);
  if (end < 0) return NOWHERE;
  bytes[end] = 0x22;
  return end + 1;
}

/** Whether a value is an integer of 31 bits, the sort that engines are fastest with. */
function isShort(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && (value | 0) === value;
}

function putInteger(bytes: Uint8Array, start: number, value: number): number {
  let end = start + 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) end++;
  let rest = value;
  for (let at = end - 1; at >= start; at--) {
    bytes[at] = 0x30 + (rest % 10);
    rest = (rest / 10) | 0;
  }
  return end;
}

function putText(bytes: Uint8Array, start: number, text: string): number {
  let at = start;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      if (code < 0x20 || code === 0x22 || code === 0x5c) return NOWHERE;
      bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else {
      return NOWHERE;
    }
  }
  return at;
}
