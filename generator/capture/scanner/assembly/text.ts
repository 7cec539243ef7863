/** Strings, and names and sets of them. */
import { PLACE_SIZE, SET_MASK, SET_PLACES, TEXT, TEXT_LENGTH, TEXT_VALUE } from "./layout";

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

/** Where the next quotation mark, backslash or control character is. There always is one: a line ends with a newline. */
export function special(from: usize): usize {
  let at = from;
  if (ASC_FEATURE_SIMD) {
    while (true) {
      const bytes = v128.load(at);
      const found = i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
          i8x16.lt_u(bytes, i8x16.splat(0x20)),
        ),
      );
      if (found != 0) return at + ctz<i32>(found);
      at += 16;
    }
  }
  while ((at & 3) != 0) {
    if (isSpecial(load<u8>(at))) return at;
    at++;
  }
  while (!maySpecial(load<u32>(at))) at += 4;
  while (!isSpecial(load<u8>(at))) at++;
  return at;
}

@inline
function isSpecial(byte: u8): bool {
  return byte == QUOTE || byte == BACKSLASH || byte < 0x20;
}

/** Whether one of four bytes may be special: where taking something away from one borrows, as of none that is greater. */
@inline
function maySpecial(word: u32): bool {
  const quotes = word ^ 0x22222222;
  const slashes = word ^ 0x5c5c5c5c;
  return ((((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes) | ((word - 0x20202020) & ~word)) & 0x80808080) != 0;
}

/** Where a string ends whose first character is at `from`: its quotation mark; 0 where it holds anything odd. */
export function endOfText(from: usize): usize {
  let at = from;
  while (true) {
    at = special(at);
    const byte = load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte != BACKSLASH) return 0;
    at = afterEscape(at + 1);
    if (at == 0) return 0;
  }
}

/** What follows an escape; 0 where it is none, or may be half of a surrogate pair. */
function afterEscape(at: usize): usize {
  switch (load<u8>(at)) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: {
      // u
      if (!isHex(load<u8>(at, 1)) || !isHex(load<u8>(at, 2)) || !isHex(load<u8>(at, 3)) || !isHex(load<u8>(at, 4))) return 0;
      const isMaybeSurrogate = (load<u8>(at, 1) | 0x20) == 0x64 && load<u8>(at, 2) > 0x37;
      return isMaybeSurrogate ? 0 : at + 5;
    }
  }
  return 0;
}

@inline
export function isHex(byte: u8): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6;
}

/** A number for some bytes; `tables.ts` has the same function. */
export function hashOf(from: usize, length: usize): u32 {
  let hash: u32 = <u32>length;
  let at = from;
  const words = from + (length & ~3);
  for (; at < words; at += 4) hash = mixed(hash, load<u32>(at, 0, 1));
  const rest = length & 3;
  if (rest != 0) hash = mixed(hash, load<u32>(at, 0, 1) & ((1 << (<u32>rest << 3)) - 1));
  return hash ^ (hash >>> 15);
}

@inline
function mixed(hash: u32, word: u32): u32 {
  const product = (hash ^ word) * 0x9e3779b1;
  return product ^ (product >>> 13);
}

/** Whether two places hold the same bytes. Both may be read a little beyond their ends. */
export function isSame(a: usize, b: usize, length: usize): bool {
  let at: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= length; at += 16) {
      if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
    }
    if (at == length) return true;
    const same = i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at)));
    const wanted = (1 << <i32>(length - at)) - 1;
    return (same & wanted) == wanted;
  }
  for (; at < length; at++) if (load<u8>(a + at) != load<u8>(b + at)) return false;
  return true;
}

/** The value of a text in a set, or -1. */
export function valueIn(set: usize, text: usize, length: usize, hash: u32): i32 {
  const mask = load<u32>(set, SET_MASK);
  let i = hash & mask;
  while (true) {
    const place = set + SET_PLACES + <usize>i * PLACE_SIZE;
    const known = load<u32>(place, TEXT);
    if (known == 0) return -1;
    if (load<u32>(place, TEXT_LENGTH) == <u32>length && isSame(known, text, length)) return load<i32>(place, TEXT_VALUE);
    i = (i + 1) & mask;
  }
}

/** Over spaces and tabs; a newline ends the line, so it is no space here. */
@inline
export function space(from: usize): usize {
  let at = from;
  while (isSpace(load<u8>(at))) at++;
  return at;
}

@inline
function isSpace(byte: u8): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0d;
}
