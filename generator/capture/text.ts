/** Whether the beginning of a log is text, and in which encoding. */
import { isUtf8 } from "node:buffer";

/** How much is looked at. */
const sampled = 4096;
/** What the control bytes may be that come in text: white space, and what a terminal obeys (bell, backspace, escape). */
const textControls: ReadonlySet<number> = new Set([0x07, 0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
/** A tenth of random bytes are control bytes. */
const mostOdd = 0.1;

/** Whether bytes are text: no NUL among the first few thousand, and hardly a control byte that no text has. */
export function looksLikeText(head: Buffer): boolean {
  const sample = head.subarray(0, sampled);
  if (sample.includes(0)) return false;
  const odd = sample.filter((byte) => (byte < 0x20 && !textControls.has(byte)) || byte === 0x7f).length;
  return odd === 0 || (odd <= sample.length * mostOdd && isUtf8(withoutCut(sample)));
}

/** Without a character at the end that may have been cut through. */
export function withoutCut(head: Buffer): Buffer {
  const last = head.subarray(-3).findLastIndex((byte) => byte >= 0xc0);
  return last === -1 ? head : head.subarray(0, head.length - Math.min(3, head.length) + last);
}

export type Utf16 = "UTF-16LE" | "UTF-16BE";

/** Says in which order, where bytes are UTF-16: by its mark, or since JSON in it is every other byte NUL. */
export function utf16Of(head: Buffer): Utf16 | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "UTF-16LE";
  if (head[0] === 0xfe && head[1] === 0xff) return "UTF-16BE";
  const zeros = [0, 0];
  const units = Math.min(head.length, sampled) >> 1;
  for (let i = 0; i < units * 2; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < Math.max(2, units / 2) || Math.min(even, odd) > Math.max(even, odd) / 4) return undefined;
  return odd > even ? "UTF-16LE" : "UTF-16BE";
}
