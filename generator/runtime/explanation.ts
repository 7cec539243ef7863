import type { Match } from "./kinds.js";
import { explain } from "./message.js";
import type { Explanation } from "./message.js";
import type { AjvError } from "./validate.js";
import { entry, typeName } from "./value.js";

/** What is said of a payload that is no object. */
export function noObject(payload: unknown): string {
  return `Expected \`object\`, got \`${typeName(payload)}\``;
}

/** What a frame's validator reported, as long as it is asked nothing else. */
export function errorsOf({ frame }: Match): readonly AjvError[] {
  return frame.validate.errors ?? [];
}

/** A frame that its validator refused with these errors, in words. */
export function explanation({ frame }: Match, value: unknown, errors: readonly AjvError[]): Explanation {
  const names = (entry(frame.shape, "fields") ?? []).map((field) => field[0]);
  return explain(errors, value, { names, required: entry(frame, "required") ?? names });
}
