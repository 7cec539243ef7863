import { asOurs } from "./guard.js";
import { once } from "./once.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: {
  new (): {
    encode(text: string): Uint8Array<ArrayBuffer>;
    encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
  };
};

/** Engines keep so many bytes beside the array itself, and need not ask for memory elsewhere, which takes longer than all the rest. */
const FEW = 64;

/** Made at the first use: who needs no bytes need not care whether a platform has it. */
const writer = /* @__PURE__ */ once(() => ({ encoder: new TextEncoder(), scratch: new Uint8Array(3 * FEW) }));

/**
 * Text as UTF-8 bytes, in a buffer of their own and of no other size: whoever sends them to another thread or window hands
 * on the whole buffer.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const { encoder, scratch } = writer();
  if (text.length <= FEW) return scratch.slice(0, encoder.encodeInto(text, scratch).written);
  try {
    return encoder.encode(text);
  } catch (cause) {
    // Bytes are no larger than what text may become; there may be no memory for them all the same.
    throw asOurs(cause);
  }
}
