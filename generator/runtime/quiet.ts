import { UnknownKindError, ValidationError, hintOf } from "./errors.js";
import type { CodecError } from "./errors.js";
import { errorsOf, explanation, noObject } from "./explanation.js";
import { joined, kindNames, nearestKind, unknownKindText } from "./kinds.js";
import type { Frame, Match } from "./kinds.js";
import type { Explanation } from "./message.js";
import { once } from "./once.js";
import type { Taker } from "./taker.js";
import type { AjvError } from "./validate.js";

// Errors that are given as results. They are instances of the classes that are thrown and say the same, but the constructor of
// `Error` never ran for them: it looks for the stack, which takes a hundred times as long as to check a frame. Words are put
// together when somebody asks for them.

/** Keeps the first refusal, as an error. Private methods would be one more thing to write into each object. */
export class ErrorTaker implements Taker {
  isRefused: boolean = false;
  #error: CodecError | undefined;

  get error(): CodecError {
    return (this.#error ??= new ValidationError("Invalid value", { path: "", kind: undefined, errors: [] }));
  }

  noObject(payload: unknown): undefined {
    this.isRefused = inherit();
    this.#error = new QuietInvalid(undefined, payload);
  }

  unknownKind(noun: string, values: readonly unknown[], frames: readonly Frame[]): undefined {
    this.isRefused = inherit();
    this.#error = new QuietUnknownKind(noun, joined(values), frames);
  }

  invalid(match: Match, value: unknown): undefined {
    this.isRefused = inherit();
    this.#error = new QuietInvalid(match, value);
  }
}

class QuietInvalid {
  declare readonly name: string;
  readonly kind: string | undefined;
  readonly errors: readonly AjvError[];
  #why: Explanation | undefined;
  readonly #match: Match | undefined;
  readonly #value: unknown;

  /** A frame that its validator has just refused, or a value that is no object. */
  constructor(match: Match | undefined, value: unknown) {
    this.#why = match === undefined ? { message: noObject(value), path: "" } : undefined;
    this.kind = match?.kind;
    this.errors = match === undefined ? [] : errorsOf(match);
    this.#match = match;
    this.#value = value;
  }

  get message(): string {
    return (this.#why ??= attempted(this.#match, this.#value, this.errors)).message;
  }

  set message(text: string) {
    putHidden(this, "message", text);
  }

  get path(): string {
    return (this.#why ??= attempted(this.#match, this.#value, this.errors)).path;
  }

  get stack(): string {
    return `${this.name}: ${this.message}`;
  }

  set stack(text: string) {
    putHidden(this, "stack", text);
  }
}

function attempted(match: Match | undefined, value: unknown, errors: readonly AjvError[]): Explanation {
  try {
    if (match !== undefined) return explanation(match, value, errors);
  } catch {
    // A part of the payload has become one that throws when it is looked at.
  }
  return { message: "Value could not be read", path: "" };
}

class QuietUnknownKind {
  declare readonly name: string;
  readonly kind: unknown;
  readonly #frames: readonly Frame[];
  readonly #noun: string;
  #text: string | undefined;

  constructor(noun: string, kind: unknown, frames: readonly Frame[]) {
    this.kind = kind;
    this.#frames = frames;
    this.#noun = noun;
    // What is no text may look different later.
    if (typeof kind !== "string") this.#text = unknownKindText(noun, kind);
  }

  get known(): readonly string[] {
    return kindNames(this.#frames);
  }

  get nearest(): string | undefined {
    return nearestKind(this.kind, this.known);
  }

  get hint(): string | undefined {
    return hintOf(this.nearest);
  }

  get message(): string {
    return (this.#text ??= unknownKindText(this.#noun, this.kind));
  }

  set message(text: string) {
    putHidden(this, "message", text);
  }

  get stack(): string {
    return `${this.name}: ${this.message}`;
  }

  set stack(text: string) {
    putHidden(this, "stack", text);
  }
}

/** Makes the classes what they pass for: at the first use, so that importing them does nothing. */
const inherit: () => true = /* @__PURE__ */ once(() => {
  for (const [quiet, loud] of [
    [QuietInvalid, ValidationError],
    [QuietUnknownKind, UnknownKindError],
  ] as const) {
    Object.setPrototypeOf(quiet.prototype, loud.prototype);
    putHidden(quiet.prototype, "constructor", loud);
  }
  return true;
});

/** Gives an object a member that does not show in lists of members, like those of errors. */
function putHidden(target: object, name: string, value: unknown): void {
  const descriptor: PropertyDescriptor & { __proto__: null } = {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
  };
  Object.defineProperty(target, name, descriptor);
}
