/** What Ajv finds in a frame. Compiling a validator takes as long as judging thousands of frames, so one is made do with. */
import type { Validate, AjvError } from "../runtime/validate.js";
import type { KnownKind } from "./kinds.js";

/** What is wrong with a value. */
export interface Wrong {
  /** As the validator of the generated module says it, which stops at the first error. */
  readonly first: readonly AjvError[];
  /** Everything; undefined where it was not searched for. */
  readonly all: readonly AjvError[] | undefined;
}

/** Keywords that say no when schemas in them do: they are told together with the errors of these. */
const choices: ReadonlySet<string> = new Set([
  "anyOf",
  "contains",
  "if",
  "not",
  "oneOf",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/** Judges a value; `extent` says whether all errors are wanted. */
export function errorsIn(kind: KnownKind, value: unknown, extent: "all" | "first"): Wrong | "none" | "too deep" {
  const all = extent === "all" ? passing(kind.validateAll(), value) : "too deep";
  if (all === true) return "none";
  // A validator that goes on may need more of the stack than one that stops.
  if (all === "too deep") return firstIn(kind, value, undefined);
  const errors = kind.validateAll().errors ?? [];
  const first = firstOf(errors);
  return first === undefined ? firstIn(kind, value, errors) : { first: [first], all: errors };
}

function firstIn(kind: KnownKind, value: unknown, all: Wrong["all"]): Wrong | "none" | "too deep" {
  const passes = passing(kind.validate, value);
  if (passes === "too deep") return passes;
  return passes ? "none" : { first: kind.validate.errors ?? [], all };
}

/**
 * The error at which a validator stops that stops at the first: keywords come in the same order in both. Undefined where it may
 * be one of several that belong together, of which each finds its own.
 */
function firstOf(all: readonly AjvError[]): AjvError | undefined {
  const [first] = all;
  const isChosen = all.some((one) => choices.has(one.keyword) && first?.instancePath.startsWith(one.instancePath));
  return isChosen ? undefined : first;
}

/** Whether a value passes. Validators of schemas that refer to themselves do the same, and their stack has an end. */
function passing(validate: Validate, value: unknown): boolean | "too deep" {
  try {
    return validate(value);
  } catch (error) {
    if (error instanceof RangeError) return "too deep";
    throw error;
  }
}
