import { asOurs } from "./guard.js";
import { once } from "./once.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): Encoder };

interface Encoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
}

/** Texts of up to so many characters share memory: to get some of their own takes longer than all the rest. */
const LONGEST_SHARED = 2048;
/** Bytes that a character takes at most. */
const WIDEST = 3;
const SLAB_SIZE = 16_384;

/** Memory for small frames, one after the other. What was handed out is never written again. */
interface Slab {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the next one begins. */
  next: number;
}

const slab: Slab = { bytes: /* @__PURE__ */ new Uint8Array(0), next: 0 };

/** Made at the first use: who needs no bytes need not care whether a platform has it. */
export const encoder: () => Encoder = /* @__PURE__ */ once(() => new TextEncoder());

/** Memory that holds at least so many bytes more. */
export function room(size: number): Readonly<Slab> {
  // What somebody has transferred elsewhere has no length left.
  if (slab.next + size > slab.bytes.length) {
    slab.bytes = new Uint8Array(SLAB_SIZE);
    slab.next = 0;
  }
  return slab;
}

/** Hands out the bytes that were written, up to this place. */
export function handOut(end: number): Uint8Array<ArrayBuffer> {
  const start = slab.next;
  slab.next = end;
  return new Uint8Array(slab.bytes.buffer, start, end - start);
}

/** Text as UTF-8 bytes. Small ones share a buffer with others, as in Node; a large one has a buffer of its own. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > LONGEST_SHARED) return large(text);
  const { bytes, next } = room(WIDEST * text.length);
  return handOut(next + encoder().encodeInto(text, new Uint8Array(bytes.buffer, next)).written);
}

function large(text: string): Uint8Array<ArrayBuffer> {
  try {
    return encoder().encode(text);
  } catch (cause) {
    // Bytes are no larger than what text may become; there may be no memory for them all the same.
    throw asOurs(cause);
  }
}
