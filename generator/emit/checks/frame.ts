/** Prints what is emitted for a plain definition, and for a plain frame. */
import { returnChoice } from "../../print/condition.js";
import type { PlainFrame } from "../../schema/plain-frames.js";
import type { Plain } from "../../schema/plain.js";
import { block, blockLines, isHead, readHead, type } from "./block.js";
import { Conditions } from "./conditions.js";
import type { Copies } from "./copies.js";
import { simpleFunctions } from "./simple.js";
import { writers } from "./writers.js";

/** The check of a shared definition: `is$User`. */
export function printCheck(name: string, plain: Plain): string[] {
  return check(`function is$${name}(value${type("unknown")})${type("boolean")}`, name, plain);
}

/** A frame, and where the functions that copy its parts are gathered. */
export interface FrameParts {
  readonly frame: PlainFrame;
  readonly plain: Plain;
  readonly copies: Copies;
}

/** The functions of a frame: they check it, read it and write it. */
export function printFrame(name: string, { frame, plain, copies }: FrameParts): string[] {
  const conditions = new Conditions(name);
  const { members } = frame;
  const readers =
    members === undefined
      ? [...checkedFunctions(name, plain, conditions), readFunction(name, frame, copies)]
      : simpleFunctions(name, { frame, members, conditions, copies });
  const helpers = members === undefined ? [] : conditions.functions;
  return [...helpers, ...readers, ...writers(name, frame, plain)];
}

function check(head: string, owner: string, plain: Plain): string[] {
  const conditions = new Conditions(owner);
  const body = conditions.bodyOf(plain);
  return [...conditions.functions, block(head, body)];
}

function checkedFunctions(name: string, plain: Plain, conditions: Conditions): string[] {
  const body = conditions.bodyOf(plain);
  return [...conditions.functions, block(isHead(name), body)];
}

function readFunction(name: string, { shape, isDirect }: PlainFrame, copies: Copies): string {
  return block(readHead(name), [
    ...copies.members(shape, { variable: "frame", isChecked: isDirect }),
    ...blockLines(`if (is$${name}(frame))`, returnChoice(copies.owned(shape), ["frame", "undefined"])),
    // A member that is missing makes a frame that nobody is sure of.
    ...returnChoice(copies.ownedAsFar(shape), [`settle$(${name}$, frame, taker)`, "undefined"]),
  ]);
}
