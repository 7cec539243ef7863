/** Reads JSON that others wrote, which may be nested to no end. */

/** Stands for what a text says that is nested too deeply to be read. */
export const tooDeep: unique symbol = Symbol("nested too deeply");

/** Every level takes memory, some hundred bytes: what people write has a few dozen. */
export const mostLevels = 50_000;

const [quote, backslash] = ['"', 0x5c] as const;

/** What a text says; undefined where it is no JSON, {@link tooDeep} where it has more levels than `mostLevels`. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return tooDeep;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  if (text.length < mostLevels) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > mostLevels) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

/** Where a string ends that begins at a place: its last quotation mark, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
