/** Formats, where they are written so plainly that every reading of their rules accepts them. */
import { DATE, DATE_TIME, EMAIL, URI, URI_TEMPLATE, UUID } from "./layout";
import { isHex } from "./text";

export function hasFormat(format: u32, from: usize, to: usize): bool {
  switch (format) {
    case DATE_TIME:
      return isDateTime(from, to);
    case DATE:
      return to - from == 10 && isDate(from);
    case URI:
      return isAddress(from, to, false);
    case URI_TEMPLATE:
      return isAddress(from, to, true);
    case UUID:
      return isUuid(from, to);
    case EMAIL:
      return isEmail(from, to);
  }
  return false;
}

@inline
function isLetter(byte: u8): bool {
  return <u32>(byte | 0x20) - 0x61 < 26;
}

@inline
function isDigit(byte: u8): bool {
  return <u32>byte - 0x30 < 10;
}

/** The number that some digits are, or a great one. */
function digits(at: usize, count: usize): u32 {
  let value: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const byte = load<u8>(at + i);
    if (!isDigit(byte)) return 1000000;
    value = value * 10 + byte - 0x30;
  }
  return value;
}

/** `2026-05-05`; the 29th of February depends on the year. */
function isDate(at: usize): bool {
  const month = digits(at + 5, 2);
  const day = digits(at + 8, 2) - 1;
  // Every other month is longer, and then July and August both are.
  const days: u32 = month == 2 ? 28 : 30 + ((month + (month >>> 3)) & 1);
  return digits(at, 4) < 10000 && load<u8>(at, 4) == 0x2d && month - 1 < 12 && load<u8>(at, 7) == 0x2d && day < days;
}

/** `2026-05-05T12:34:56.789Z`, or with an offset such as `+02:00`. */
function isDateTime(from: usize, to: usize): bool {
  if (to - from < 20 || !isDate(from) || load<u8>(from, 10) != 0x54) return false;
  if (digits(from + 11, 2) > 23 || digits(from + 14, 2) > 59 || digits(from + 17, 2) > 59) return false;
  if (load<u8>(from, 13) != 0x3a || load<u8>(from, 16) != 0x3a) return false;
  let at = from + 19;
  if (load<u8>(at) == 0x2e) {
    const point = ++at;
    while (isDigit(load<u8>(at))) at++;
    if (at == point) return false;
  }
  if (load<u8>(at) == 0x5a) return at + 1 == to;
  const sign = load<u8>(at);
  if ((sign != 0x2b && sign != 0x2d) || at + 6 != to) return false;
  return digits(at + 1, 2) < 24 && load<u8>(at, 3) == 0x3a && digits(at + 4, 2) < 60;
}

function isUuid(from: usize, to: usize): bool {
  if (to - from != 36) return false;
  for (let i: usize = 0; i < 36; i++) {
    const byte = load<u8>(from + i);
    const isDash = i == 8 || i == 13 || i == 18 || i == 23;
    if (isDash ? byte != 0x2d : !isHex(byte)) return false;
  }
  return true;
}

/** Letters, digits and `-` in the parts of a name with points between them. */
function afterHost(from: usize): usize {
  let at = from;
  while (true) {
    const first = at;
    while (isLetter(load<u8>(at)) || isDigit(load<u8>(at)) || load<u8>(at) == 0x2d) at++;
    if (at == first || at - first > 60 || load<u8>(first) == 0x2d || load<u8>(at - 1) == 0x2d) return 0;
    if (load<u8>(at) != 0x2e) return at;
    at++;
  }
}

/** `https://host/path?query`, in a template with names in braces. */
function isAddress(from: usize, to: usize, isTemplate: bool): bool {
  let at = from;
  while (isLetter(load<u8>(at))) at++;
  if (at == from || at - from > 10 || load<u8>(at) != 0x3a || load<u8>(at, 1) != 0x2f || load<u8>(at, 2) != 0x2f) return false;
  at = afterHost(at + 3);
  if (at == 0 || at > to || (at < to && load<u8>(at) != 0x2f)) return false;
  let isFragment = false;
  for (; at < to; at++) {
    const byte = load<u8>(at);
    if (isLetter(byte) || isDigit(byte)) continue;
    switch (byte) {
      case 0x2d: // -
      case 0x2e: // .
      case 0x2f: // /
      case 0x3a: // :
      case 0x3d: // =
      case 0x3f: // ?
      case 0x40: // @
      case 0x26: // &
      case 0x2b: // +
      case 0x2c: // ,
      case 0x3b: // ;
      case 0x5f: // _
      case 0x7e: // ~
        continue;
      case 0x23: // #
        if (isFragment && !isTemplate) return false;
        isFragment = true;
        continue;
      case 0x25: // %
        if (at + 2 >= to || !isHex(load<u8>(at, 1)) || !isHex(load<u8>(at, 2))) return false;
        continue;
      case 0x7b: // {
        if (!isTemplate) return false;
        at = endOfExpression(at + 1);
        if (at == 0 || at >= to) return false;
        continue;
    }
    return false;
  }
  return true;
}

/** `{name}`, or with `/`, `?`, `&` or `+` before it, and several names with `,` between them. */
function endOfExpression(from: usize): usize {
  let at = from;
  const operator = load<u8>(at);
  if (operator == 0x2f || operator == 0x3f || operator == 0x26 || operator == 0x2b) at++;
  while (true) {
    const first = at;
    while (isLetter(load<u8>(at)) || isDigit(load<u8>(at)) || load<u8>(at) == 0x5f) at++;
    if (at == first) return 0;
    if (load<u8>(at) == 0x7d) return at;
    if (load<u8>(at) != 0x2c) return 0;
    at++;
  }
}

/** `name@host.name` */
function isEmail(from: usize, to: usize): bool {
  let at = from;
  while (isLetter(load<u8>(at)) || isDigit(load<u8>(at))) at++;
  if (at == from || load<u8>(at) != 0x40) return false;
  const host = at + 1;
  at = afterHost(host);
  if (at != to || !isLetter(load<u8>(to - 1))) return false;
  for (let i = host; i < to; i++) if (load<u8>(i) == 0x2e) return true;
  return false;
}
