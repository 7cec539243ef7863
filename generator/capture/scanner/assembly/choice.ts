/** Which of several rules holds for an object, by a member that tells. */
import { CASES, NAME, NAME_LENGTH, TAG } from "./layout";
import { endOfText, hashOf, isSame, space, special, valueIn } from "./text";

const QUOTE: u8 = 0x22;

/** The rule that the tag of an object chooses; the given one where there is no choice; 0 where it cannot be told. */
export function chosen(from: usize, given: usize): usize {
  let rule = given;
  while (true) {
    const tag = <usize>load<u32>(rule, TAG);
    if (tag == 0) return rule;
    const at = valueOf(from, load<u32>(tag, NAME), load<u32>(tag, NAME_LENGTH));
    if (at == 0 || load<u8>(at) != QUOTE) return 0;
    const end = special(at + 1);
    if (load<u8>(end) != QUOTE) return 0;
    const length = end - at - 1;
    const found = valueIn(load<u32>(rule, CASES), at + 1, length, hashOf(at + 1, length));
    if (found <= 0) return 0;
    rule = <usize>found;
  }
}

/** Where the value of a member begins. What is passed over is checked later, when the object is read. */
function valueOf(from: usize, name: usize, length: usize): usize {
  let at = space(from + 1);
  while (true) {
    if (load<u8>(at) != QUOTE) return 0;
    const isIt = isSame(name, at + 1, length);
    const end = isIt ? at + length : special(at + 1);
    if (load<u8>(end) != QUOTE) return 0;
    at = space(end + 1);
    if (load<u8>(at) != 0x3a) return 0;
    at = space(at + 1);
    if (isIt) return at;
    at = skipped(at);
    if (at == 0 || load<u8>(at) != 0x2c) return 0;
    at = space(at + 1);
  }
}

/** Where the comma or bracket after a value is; 0 where the line ends first. */
function skipped(from: usize): usize {
  let depth = 0;
  let at = from;
  while (true) {
    switch (load<u8>(at)) {
      case 0x22: // "
        at = endOfText(at + 1);
        if (at == 0) return 0;
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth++;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        if (depth == 0) return at;
        depth--;
        break;
      case 0x2c: // ,
        if (depth == 0) return at;
        break;
      case 0x0a: // the end of the line
        return 0;
    }
    at++;
  }
}
