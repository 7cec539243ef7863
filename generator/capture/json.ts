/** Reads JSON that others wrote, which may be nested to no end, or small and yet mean very much. */
import { endOfString } from "../schema/outline.js";

/** Stands for what a text says that is nested too deeply to be read. */
export const tooDeep: unique symbol = Symbol("nested too deeply");
/** Stands for what a text says that holds too many values to be read. */
export const tooMany: unique symbol = Symbol("too many values");

/** Every level takes memory, some hundred bytes: what people write has a few dozen. */
export const mostLevels = 50_000;
/** Every value takes memory, many times that of its text where that is `{},`; a name that is new takes most. */
export const mostValues = 250_000;
export const mostNames = 25_000;
/** A text of so many characters cannot hold that many values or names. */
export const roomForMany = mostNames * 6;

/**
 * What a text says; undefined where it is no JSON, {@link tooDeep} where it has more levels than `mostLevels`, and
 * {@link tooMany} where it has more values than `mostValues`, or more different names of members than `mostNames`.
 */
export function parseJson(text: string): unknown {
  const excess = excessOf(text);
  if (excess !== undefined) return excess;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a text is not read, if it is not. */
export function excessOf(text: string): typeof tooDeep | typeof tooMany | undefined {
  if (text.length < mostLevels) return undefined;
  let depth = 0;
  let values = 1;
  const names = new Names();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      const end = endOfString(text, i);
      if (isName(text, end)) names.add(text, i, end - 1);
      i = end - 1;
    } else if (code === 0x2c) values++;
    else if (code === 0x7b || code === 0x5b) {
      values++;
      if (++depth > mostLevels) return tooDeep;
    } else if (code === 0x7d || code === 0x5d) depth--;
    if (values > mostValues || names.count > mostNames) return tooMany;
  }
  return undefined;
}

/** Whether a string that ends there is the name of a member. */
function isName(text: string, end: number): boolean {
  let at = end;
  for (let code = text.charCodeAt(at); code === 0x20 || (code >= 0x09 && code <= 0x0d);) code = text.charCodeAt(++at);
  return text.charCodeAt(at) === 0x3a;
}

/** Counts names that are different: nearly all of them, since few have the same bit. */
class Names {
  #bits: Uint8Array | undefined;
  count = 0;

  add(text: string, start: number, end: number): void {
    let hash = 0;
    for (let i = start + 1; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    const bit = (hash ^ (hash >>> 15)) & 0xf_ffff;
    const bits = (this.#bits ??= new Uint8Array(0x2_0000));
    const [at, mask] = [bit >> 3, 1 << (bit & 7)];
    const byte = bits[at] ?? 0;
    if ((byte & mask) !== 0) return;
    bits[at] = byte | mask;
    this.count++;
  }
}
