import { guarded } from "./guard.js";

// Neither the DOM's nor Node's types may be there where this is compiled.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };

/** Text of up to so many characters takes longer to hand to an encoder than to write. */
const SHORT = 200;

/**
 * Text as UTF-8 bytes, in a buffer of their own and of no other size: whoever sends them to another thread or window hands
 * on the whole buffer.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  // Bytes are no larger than what text may become; there may be no memory for them all the same.
  if (text.length > SHORT) return guarded(() => new TextEncoder().encode(text));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return new TextEncoder().encode(text);
    bytes[index] = code;
  }
  return bytes;
}
