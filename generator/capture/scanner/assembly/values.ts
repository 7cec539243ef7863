/** Values by the rules of the tables: recursive descent, with a guess at the next member's name. */
import {
  ALTERNATIVE_COUNT, ALTERNATIVES, OR_ARRAY, 
  ARRAY, FALSE, HASHES_AT, INTEGER, ITEMS, KIND, MAX_ITEMS, MAX_MEMBERS, MEMBERS,
  MEMBER_COUNT, MEMBER_SIZE, MIN_ITEMS, MIN_MEMBERS, MOST_LEVELS, MOST_NAMES, NAME, NAMES,
  NAME_LENGTH, NOTE, NULL, NUMBER, OBJECT, OF_ARRAY, OF_NUMBER, OF_OBJECT, OF_STRING, OTHERS, PREFIX,
  PREFIX_COUNT, REQUIRED, SEEN_AT, SEEN_END, SLOTS, SLOTS_AT, STRING, TRUE, VALUE,
} from "./layout";
import { number } from "./number";
import { chosen } from "./choice";
import { text } from "./string";
import { hashOf, isSame, space, special, valueIn } from "./text";

const QUOTE: u8 = 0x22;

/** What is said of the line that is being read. */
let result: usize = 0;
/** The number of the kind that was found, or -1. */
let kind: i32 = -1;
/** The number of the object whose names stand in the slots of a level. */
let object_: u32 = 0;
/** Top of the stack of bits of members. */
let top: usize = SEEN_AT;

/** Reads the value at `from`; gives where it ends, or 0 where it is not surely of the rule. */
export function root(from: usize, rule: usize, into: usize): usize {
  result = into;
  kind = -1;
  top = SEEN_AT;
  // Names of an earlier scan must not be taken for those of this one.
  if (object_ > 0xf0000000) {
    for (let at = SLOTS_AT; at < HASHES_AT; at += 4) store<u32>(at, 0);
    object_ = 0;
  }
  return value(from, rule, 0);
}

export function kindOf(): i32 {
  return kind;
}

function value(from: usize, rule: usize, level: i32): usize {
  const types = load<u32>(rule);
  switch (load<u8>(from)) {
    case 0x22: // "
      return types & STRING ? text(from, load<u32>(rule, OF_STRING)) : 0;
    case 0x7b: // {
      return types & OBJECT ? object(from, load<u32>(rule, OF_OBJECT), level) : 0;
    case 0x5b: // [
      return types & ARRAY ? oneOfArrays(from, load<u32>(rule, OF_ARRAY), level) : 0;
    case 0x6e: // n
      return types & NULL && load<u32>(from, 0, 1) == 0x6c6c756e ? from + 4 : 0;
    case 0x74: // t
      return types & TRUE && load<u32>(from, 0, 1) == 0x65757274 ? from + 4 : 0;
    case 0x66: // f
      return types & FALSE && load<u32>(from, 1, 1) == 0x65736c61 ? from + 5 : 0;
  }
  return types & (INTEGER | NUMBER) ? number(from, types, load<u32>(rule, OF_NUMBER)) : 0;
}

function oneOfArrays(from: usize, first: usize, level: i32): usize {
  let rule = first;
  do {
    const end = array(from, rule, level);
    if (end != 0) return end;
    rule = load<u32>(rule, OR_ARRAY);
  } while (rule != 0);
  return 0;
}

function array(from: usize, rule: usize, level: i32): usize {
  if (level >= MOST_LEVELS) return 0;
  const rest = <usize>load<u32>(rule, ITEMS);
  const prefix = load<u32>(rule, PREFIX);
  const prefixCount = load<u32>(rule, PREFIX_COUNT);
  let count: u32 = 0;
  let at = space(from + 1);
  if (load<u8>(at) == 0x5d) return load<u32>(rule, MIN_ITEMS) == 0 ? at + 1 : 0;
  while (true) {
    const item = count < prefixCount ? <usize>load<u32>(<usize>prefix + (<usize>count << 2)) : rest;
    if (item == 0) return 0;
    at = value(at, item, level + 1);
    if (at == 0) return 0;
    count++;
    at = space(at);
    const byte = load<u8>(at);
    if (byte == 0x5d) break;
    if (byte != 0x2c) return 0;
    at = space(at + 1);
  }
  return count >= load<u32>(rule, MIN_ITEMS) && count <= load<u32>(rule, MAX_ITEMS) ? at + 1 : 0;
}

function object(from: usize, given: usize, level: i32): usize {
  if (level >= MOST_LEVELS) return 0;
  const rule = chosen(from, given);
  if (rule == 0) return 0;
  if (load<u32>(rule, ALTERNATIVE_COUNT) != 0) return oneOf(from, rule, level);
  if (load<i32>(rule, KIND) >= 0) kind = load<i32>(rule, KIND);
  const memberCount = load<u32>(rule, MEMBER_COUNT);
  const seen = top;
  const seenEnd = seen + (<usize>((memberCount + 31) >>> 5) << 2);
  if (seenEnd > SEEN_END) return 0;
  for (let at = seen; at < seenEnd; at += 4) store<u32>(at, 0);
  top = seenEnd;
  const end = members(from, rule, level);
  top = seen;
  if (end == 0) return 0;
  const required = <usize>load<u32>(rule, REQUIRED);
  for (let at = seen; at < seenEnd; at += 4) {
    const wanted = load<u32>(required + (at - seen));
    if ((load<u32>(at) & wanted) != wanted) return 0;
  }
  return end;
}

/** An object that is of one of several rules. */
function oneOf(from: usize, rule: usize, level: i32): usize {
  const first = <usize>load<u32>(rule, ALTERNATIVES);
  const end = first + (<usize>load<u32>(rule, ALTERNATIVE_COUNT) << 2);
  for (let at = first; at < end; at += 4) {
    const found = object(from, load<u32>(at), level);
    if (found != 0) return found;
  }
  return 0;
}

/** The members of an object, whose bits are on top of the stack. */
function members(from: usize, rule: usize, level: i32): usize {
  const memberCount = load<u32>(rule, MEMBER_COUNT);
  const seen = top - (<usize>((memberCount + 31) >>> 5) << 2);
  const table = load<u32>(rule, MEMBERS);
  const others = <usize>load<u32>(rule, OTHERS);
  const self = ++object_;
  let names = 0;
  let count: u32 = 0;
  let next: u32 = 0;
  let at = space(from + 1);
  if (load<u8>(at) == 0x7d) return load<u32>(rule, MIN_MEMBERS) == 0 ? at + 1 : 0;
  while (true) {
    if (load<u8>(at) != QUOTE) return 0;
    let member: usize = 0;
    let end: usize = 0;
    if (next < memberCount) {
      member = <usize>table + <usize>next * MEMBER_SIZE;
      const length = <usize>load<u32>(member, NAME_LENGTH);
      if (isSame(load<u32>(member, NAME), at + 1, length)) end = at + length;
      else member = 0;
    }
    if (member == 0) {
      end = special(at + 1);
      if (load<u8>(end) != QUOTE) return 0;
      const length = end - at - 1;
      const hash = hashOf(at + 1, length);
      const index = valueIn(load<u32>(rule, NAMES), at + 1, length, hash);
      if (index >= 0) {
        next = <u32>index;
        member = <usize>table + <usize>next * MEMBER_SIZE;
      } else if (others == 0 || !isNew(hash, names++, level, self)) return 0;
    }
    at = space(end + 1);
    if (load<u8>(at) != 0x3a) return 0;
    at = space(at + 1);
    if (member == 0) at = value(at, others, level + 1);
    else {
      const bit = seen + (<usize>(next >>> 5) << 2);
      const mask: u32 = 1 << (next & 31);
      if ((load<u32>(bit) & mask) != 0) return 0;
      store<u32>(bit, load<u32>(bit) | mask);
      next++;
      at = noted(at, member, level);
    }
    if (at == 0) return 0;
    count++;
    at = space(at);
    const byte = load<u8>(at);
    if (byte == 0x7d) break;
    if (byte != 0x2c) return 0;
    at = space(at + 1);
  }
  return count >= load<u32>(rule, MIN_MEMBERS) && count <= load<u32>(rule, MAX_MEMBERS) ? at + 1 : 0;
}

/** The value of a member; where it stands is noted if that was asked for. */
function noted(from: usize, member: usize, level: i32): usize {
  const end = value(from, load<u32>(member, VALUE), level + 1);
  const note = load<u32>(member, NOTE);
  if (note != 0 && end != 0) {
    store<u32>(result + note, <u32>from);
    store<u32>(result + note + 4, <u32>end);
  }
  return end;
}

/** Whether an object has no other name with this hash. All names of one object stand in the slots of its level. */
function isNew(hash: u32, names: i32, level: i32, self: u32): bool {
  if (names >= MOST_NAMES) return false;
  const hashes = HASHES_AT + ((<usize>level * <usize>MOST_NAMES) << 2);
  store<u32>(hashes + (<usize>names << 2), hash);
  const slot = SLOTS_AT + ((<usize>level * <usize>SLOTS + <usize>(hash & (SLOTS - 1))) << 2);
  if (load<u32>(slot) != self) {
    store<u32>(slot, self);
    return true;
  }
  for (let at = hashes; at < hashes + (<usize>names << 2); at += 4) if (load<u32>(at) == hash) return false;
  return true;
}
