import { text } from "./write.js";
import type { Put, Wire } from "./write.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };

/** The most bytes of a frame that is written here; others are written as text first. */
const SMALL = 512;

const LONGEST_NUMBER = 24;
const NOT_SIMPLE = -2;

/**
 * A writer of UTF-8 bytes. Each frame gets a buffer of its own size and for itself: whoever sends it to another thread or
 * window hands its whole buffer on.
 */
export function byteWriter(): Put<Uint8Array<ArrayBuffer>> {
  let scratch: Uint8Array<ArrayBuffer> | undefined;
  return (wire, values) => {
    const size = wire.bytes.length > 0 ? mostBytes(wire, values) : Infinity;
    if (size > SMALL) return encoded(wire, values);
    scratch ??= new Uint8Array(SMALL);
    const end = write(scratch, [wire.bytes, values]);
    return end < 0 ? encoded(wire, values) : scratch.slice(0, end);
  };
}

function encoded(wire: Wire, values: readonly unknown[]): Uint8Array<ArrayBuffer> | undefined {
  const result = text(wire, values);
  return result === undefined ? undefined : new TextEncoder().encode(result);
}

/** How many bytes the frame may take, if its values are scalars and ASCII. */
function mostBytes({ bytes }: Wire, values: readonly unknown[]): number {
  let size = 0;
  for (let index = 0; index < bytes.length; index++) size += bytes[index]?.length ?? 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value === "string") size += value.length + 2;
    else if (typeof value === "object" && value !== null) return Infinity;
    else size += LONGEST_NUMBER;
  }
  return size;
}

/** Writes a frame, and gives where it ends; negative where a value is not that simple. */
function write(buffer: Uint8Array, [fixed, values]: Parts): number {
  let at = 0;
  for (let index = 0; index < values.length; index++) {
    at = copy(buffer, at, fixed[index]);
    const value = values[index];
    if (typeof value === "string") {
      buffer[at++] = 0x22;
      at = ascii(buffer, at, value);
      buffer[at++] = 0x22;
    } else if (typeof value === "number" && value >>> 0 === value) {
      at = digits(buffer, at, value);
    } else if (value === null || typeof value === "boolean" || Number.isFinite(value)) {
      at = ascii(buffer, at, String(value));
    } else {
      return NOT_SIMPLE;
    }
    if (at < 0) return NOT_SIMPLE;
  }
  return copy(buffer, at, fixed[values.length]);
}

type Parts = readonly [fixed: readonly Uint8Array[], values: readonly unknown[]];

function copy(buffer: Uint8Array, at: number, bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return at;
  for (let index = 0; index < bytes.length; index++) buffer[at + index] = bytes[index] ?? 0;
  return at + bytes.length;
}

/** Text that stands for itself; negative where it does not. */
function ascii(buffer: Uint8Array, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || code > 0x7e) return NOT_SIMPLE;
    buffer[at + index] = code;
  }
  return at + text.length;
}

function digits(buffer: Uint8Array, at: number, value: number): number {
  const rest = (value / 10) >>> 0;
  const last = rest > 0 ? digits(buffer, at, rest) : at;
  buffer[last] = 0x30 + value - rest * 10;
  return last + 1;
}
