/** Members of objects in code: how they are taken out, put together and asked for. */
import type { Condition } from "./condition.js";
import { typePartOf } from "./declaration.js";
import { memberName, quote } from "./quote.js";

/** The pattern that takes members out of an object into variables. */
function patternOf(locals: ReadonlyMap<string, string>): string {
  return between([...locals].map(([name, local]) => (name === local ? name : `${patternName(name)}: ${local}`)));
}

/**
 * esbuild writes a text of several lines, or with both kinds of quotes, as a template, which the language takes as a name in a
 * pattern only where it is computed.
 */
function patternName(name: string): string {
  return /["'`\n\r]/.test(name) ? `[${quote(name)}]` : memberName(name);
}

/** The statement that takes members out of an object into variables, if there are any. */
export function takeOut(locals: ReadonlyMap<string, string>, object = "value"): string[] {
  return locals.size === 0 ? [] : [`const ${patternOf(locals)}${membersType([...locals.keys()])} = ${object};`];
}

/** An object literal of members and their values, both as code. */
export function literalOf(values: ReadonlyMap<string, string>): string {
  return between([...values].map(([name, value]) => (name === value ? name : `${memberName(name)}: ${value}`)));
}

function between(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** The type of an object of which nothing is known but that these members are asked for. */
export function membersType(names: readonly string[]): string {
  return typePartOf(`: Members$<${names.map(quote).join(" | ") || "never"}>`);
}

/**
 * What holds where members of `value` that were read are its own for sure, as code. Written out, and first of all what asks
 * whether it has them: by that engines know what they look at, and its prototype for free, while nothing is called in between.
 */
export function ownTests(names: readonly string[], hasThem: readonly string[]): Condition[] {
  // By its full name: a bundler makes a variable of a constant, and engines do not know what that is.
  const inherited = names.map((name) => `${quote(name)} in Object.prototype`);
  return [
    ...(hasThem.length === 0 ? [] : [{ every: hasThem }]),
    "Object.getPrototypeOf(value) === Object.prototype",
    ...(inherited.length === 0 ? [] : [{ none: inherited }]),
  ];
}

/** Whether an object has a member under a name, as code. A Proxy may give a value for a name without having it. */
export function hasCondition(name: string): string {
  return `${quote(name)} in value`;
}

/** How a member is asked for, behind its object. */
export function accessor(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quote(name)}]`;
}
