/** Numbers that are written plainly: up to fifteen digits, so that each is exactly what JSON.parse makes of it. */
import { ABOVE, BELOW, INTEGER, MAXIMUM, MINIMUM, NUMBER, NUMBER_COUNT, NUMBERS, STEP } from "./layout";

const MOST_DIGITS: i32 = 15;

/** Where a number ends; 0 where it is none, is not plain, or breaks a rule. */
export function number(from: usize, types: u32, rule: usize): usize {
  let at = from;
  const isNegative = load<u8>(at) == 0x2d;
  if (isNegative) at++;
  const first = at;
  let value: f64 = 0;
  let digit = <u32>load<u8>(at) - 0x30;
  if (digit > 9) return 0;
  do {
    value = value * 10 + <f64>digit;
    digit = <u32>load<u8>(++at) - 0x30;
  } while (digit < 10);
  const digits = <i32>(at - first);
  if (digits > MOST_DIGITS || (digits > 1 && load<u8>(first) == 0x30)) return 0;
  let byte = load<u8>(at);
  if (byte != 0x2e && (byte | 0x20) != 0x65) {
    if ((types & (INTEGER | NUMBER)) == 0) return 0;
    return rule == 0 || isWithin(isNegative ? -value : value, rule) ? at : 0;
  }
  if ((types & NUMBER) == 0) return 0;
  let scale: f64 = 1;
  if (byte == 0x2e) {
    const point = ++at;
    for (digit = <u32>load<u8>(at) - 0x30; digit < 10; digit = <u32>load<u8>(++at) - 0x30) {
      value = value * 10 + <f64>digit;
      scale *= 10;
    }
    if (at == point) return 0;
    byte = load<u8>(at);
  }
  if ((byte | 0x20) == 0x65) return rule == 0 ? afterExponent(at + 1) : 0;
  if (rule == 0) return at;
  // Of whole numbers that both are exact, what their quotient is rounded to is what JSON.parse gives.
  if (<i32>(at - first) > MOST_DIGITS + 1) return 0;
  value /= scale;
  return isWithin(isNegative ? -value : value, rule) ? at : 0;
}

/** At most two digits: more may be more than a number can be. */
function afterExponent(from: usize): usize {
  let at = from;
  const sign = load<u8>(at);
  if (sign == 0x2b || sign == 0x2d) at++;
  const first = at;
  while (isDigit(load<u8>(at))) at++;
  return at > first && at - first < 3 ? at : 0;
}

@inline
function isDigit(byte: u8): bool {
  return <u32>byte - 0x30 < 10;
}

function isWithin(value: f64, rule: usize): bool {
  if (!(value >= load<f64>(rule, MINIMUM) && value <= load<f64>(rule, MAXIMUM))) return false;
  if (!(value > load<f64>(rule, ABOVE) && value < load<f64>(rule, BELOW))) return false;
  const step = load<f64>(rule, STEP);
  if (step != 0 && value != step * nearest<f64>(value / step)) return false;
  const count = load<u32>(rule, NUMBER_COUNT);
  if (count == 0) return true;
  const numbers = <usize>load<u32>(rule, NUMBERS);
  for (let i: u32 = 0; i < count; i++) if (load<f64>(numbers + <usize>i * 8) == value) return true;
  return false;
}
