import { asOurs } from "./guard.js";
import { once } from "./once.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };

/** Made at the first use: who needs no bytes need not care whether a platform has it. */
const encoder: () => InstanceType<typeof TextEncoder> = /* @__PURE__ */ once(() => new TextEncoder());

/**
 * Text as UTF-8 bytes, in a buffer of their own and of no other size: whoever sends them to another thread or window hands
 * on the whole buffer.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  try {
    return encoder().encode(text);
  } catch (cause) {
    // Bytes are no larger than what text may become; there may be no memory for them all the same.
    throw asOurs(cause);
  }
}
