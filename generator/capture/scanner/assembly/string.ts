/** Strings that must be more than that: of a length, in a format, or one of a set. */
import { hasFormat } from "./formats";
import { FORMAT, MAX_LENGTH, MIN_LENGTH, OR_EMPTY, TEXTS } from "./layout";
import { endOfText, hashOf, special, valueIn } from "./text";

const QUOTE: u8 = 0x22;

/** Where a string ends whose quotation mark is at `from`; 0 where it holds anything odd, or breaks a rule. */
export function text(from: usize, rule: usize): usize {
  const first = from + 1;
  if (rule == 0) {
    const end = endOfText(first);
    return end == 0 ? 0 : end + 1;
  }
  const end = special(first);
  // Characters are counted and compared as bytes, so each must be one.
  if (load<u8>(end) != QUOTE) return 0;
  const length = <u32>(end - first);
  if (length < load<u32>(rule, MIN_LENGTH) || length > load<u32>(rule, MAX_LENGTH)) return 0;
  if ((load<u32>(rule, MIN_LENGTH) > 0 || load<u32>(rule, MAX_LENGTH) < u32.MAX_VALUE) && !isAscii(first, end)) return 0;
  const format = load<u32>(rule, FORMAT);
  if (format != 0 && !(length == 0 ? format & OR_EMPTY : hasFormat(format & ~OR_EMPTY, first, end))) return 0;
  const texts = load<u32>(rule, TEXTS);
  return texts == 0 || valueIn(texts, first, length, hashOf(first, length)) >= 0 ? end + 1 : 0;
}

function isAscii(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) > 0x7f) return false;
  return true;
}
