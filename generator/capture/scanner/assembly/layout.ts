/**
 * Where things are in memory, and how the tables of schemas are laid out. `tables.ts` writes what is read here; all
 * numbers are 32 bits, all references are addresses, and 0 is none.
 */

// Bits of the types that a value may have: the first word of a value's rule.
export const NULL: u32 = 1;
export const TRUE: u32 = 2;
export const FALSE: u32 = 4;
export const INTEGER: u32 = 8;
export const NUMBER: u32 = 16;
export const STRING: u32 = 32;
export const ARRAY: u32 = 64;
export const OBJECT: u32 = 128;

// A value's rule: the types, then what is asked of a string, a number, an array and an object.
export const OF_STRING: usize = 4;
export const OF_NUMBER: usize = 8;
export const OF_ARRAY: usize = 12;
export const OF_OBJECT: usize = 16;

// What is asked of a string.
export const MIN_LENGTH: usize = 0;
export const MAX_LENGTH: usize = 4;
export const FORMAT: usize = 8;
/** A set of texts, or 0. */
export const TEXTS: usize = 12;

// What is asked of a number. The bounds are 64 bits wide.
export const MINIMUM: usize = 0;
export const MAXIMUM: usize = 8;
export const ABOVE: usize = 16;
export const BELOW: usize = 24;
export const STEP: usize = 32;
export const NUMBERS: usize = 40;
export const NUMBER_COUNT: usize = 44;

// What is asked of an array.
export const ITEMS: usize = 0;
export const MIN_ITEMS: usize = 4;
export const MAX_ITEMS: usize = 8;
export const PREFIX: usize = 12;
export const PREFIX_COUNT: usize = 16;
/** A rule that arrays may be of instead, or 0. */
export const OR_ARRAY: usize = 20;

// What is asked of an object.
export const MEMBERS: usize = 0;
export const MEMBER_COUNT: usize = 4;
/** The rule of members that are not named, or 0 where there may be none. */
export const OTHERS: usize = 8;
/** A set of names; the value of each is the number of its member. */
export const NAMES: usize = 12;
/** One bit a member. */
export const REQUIRED: usize = 16;
export const MIN_MEMBERS: usize = 20;
export const MAX_MEMBERS: usize = 24;
/** Where a member tells which rule holds: its name, and a set of texts; the value of each is the address of the rule. */
export const TAG: usize = 28;
export const CASES: usize = 32;
/** The number of the kind that an object of this rule is, or -1. */
export const KIND: usize = 36;
/** Rules one of which holds instead of this one: a list of addresses. */
export const ALTERNATIVES: usize = 40;
export const ALTERNATIVE_COUNT: usize = 44;

// A member: its name and a quotation mark, its value's rule, and what is noted of it.
export const MEMBER_SIZE: usize = 16;
export const NAME: usize = 0;
export const NAME_LENGTH: usize = 4;
export const VALUE: usize = 8;
/** Where in the result the span of the value goes, or 0. */
export const NOTE: usize = 12;

// A set of texts: a hash table with places for a power of two.
export const SET_MASK: usize = 0;
export const SET_PLACES: usize = 4;
export const PLACE_SIZE: usize = 12;
export const TEXT: usize = 0;
export const TEXT_LENGTH: usize = 4;
export const TEXT_VALUE: usize = 8;

// Formats that are recognised where they are written plainly.
export const DATE_TIME: u32 = 1;
export const URI: u32 = 2;
export const UUID: u32 = 3;
export const URI_TEMPLATE: u32 = 4;
export const DATE: u32 = 5;
export const EMAIL: u32 = 6;
/** Beside the number of a format: a text may also be empty. */
export const OR_EMPTY: u32 = 0x100;

// What is said of a line: where it is, the number of its kind or -1, and the spans that members note.
export const RESULT_SIZE: usize = 44;
export const LINE_START: usize = 0;
export const LINE_END: usize = 4;
export const LINE_KIND: usize = 8;
export const FIRST_NOTE: usize = 12;
export const LAST_NOTE: usize = 36;

// Names of the members of an object that no rule names, level by level, to find those that come twice.
export const MOST_LEVELS: i32 = 64;
export const MOST_NAMES: i32 = 128;
export const SLOTS: u32 = 256;
export const SLOTS_AT: usize = 1024;
export const HASHES_AT: usize = SLOTS_AT + <usize>MOST_LEVELS * <usize>SLOTS * 4;
/** Bits of the named members that were seen, a stack. */
export const SEEN_AT: usize = HASHES_AT + <usize>MOST_LEVELS * <usize>MOST_NAMES * 4;
export const SEEN_END: usize = SEEN_AT + 65536;
/** From here on memory is the caller's. */
export const FREE_AT: usize = SEEN_END;
