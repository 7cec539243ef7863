/**
 * Says of each line of NDJSON whether it is surely a frame of a known kind, and nothing odd. A fixed program: what is
 * asked of frames is in tables that the caller puts into memory (see `layout.ts`).
 */
import {
  FIRST_NOTE,
  FREE_AT,
  LAST_NOTE,
  LINE_END,
  LINE_KIND,
  LINE_START,
  RESULT_SIZE,
} from "./layout";
import { space } from "./text";
import { kindOf, root } from "./values";

const NEWLINE: u8 = 0x0a;

/** Where the caller's memory begins. */
export function free(): usize {
  return FREE_AT;
}

/** The rule of a line, and where to say what lines are. */
let rule: usize = 0;
let results: usize = 0;

export function prepare(lineRule: usize, into: usize): void {
  rule = lineRule;
  results = into;
}

/**
 * Reads lines from `from` to `to`, where the last one ends with a newline, and says of at most `most` of them what they
 * are. At least 32 bytes after `to` can be read. Gives the number of lines.
 */
export function scan(from: usize, to: usize, most: i32): i32 {
  let at = from;
  let count = 0;
  for (let into = results; at < to && count < most; into += RESULT_SIZE) {
    for (let note = FIRST_NOTE; note < LAST_NOTE + 8; note += 8) store<u32>(into + note, 0);
    let end = root(space(at), rule, into);
    if (end != 0) end = space(end);
    const isSure = end != 0 && load<u8>(end) == NEWLINE && kindOf() >= 0;
    if (!isSure) end = endOfLine(at);
    store<u32>(into, <u32>at, LINE_START);
    at = end + 1;
    store<u32>(into, <u32>at, LINE_END);
    store<i32>(into, isSure ? kindOf() : -1, LINE_KIND);
    count++;
  }
  return count;
}

function endOfLine(from: usize): usize {
  let at = from;
  if (ASC_FEATURE_SIMD) {
    while (true) {
      const found = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x0a)));
      if (found != 0) return at + ctz<i32>(found);
      at += 16;
    }
  }
  while (load<u8>(at) != NEWLINE) at++;
  return at;
}
