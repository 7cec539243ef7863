import { isPlain, unsure } from "./sure.js";

/** The fixed texts of a frame's JSON, in between of which the values of its members stand. */
export interface Wire {
  readonly texts: readonly string[];
  /** The same as bytes. */
  readonly bytes: readonly Uint8Array[];
}

/** A function that writes values in between of the texts of a wire; `undefined` where JSON may not carry one of them. */
export type Put<T> = (wire: Wire, values: readonly unknown[]) => T | undefined;

/** The wire of a frame: its first member as JSON, such as `{"kind":"done"`, and the names of the others; all ASCII. */
export function wire(head: string, names: readonly string[]): Wire {
  const texts = [...names, ""].map((name, index) => {
    const before = index === 0 ? head : "";
    return index === names.length ? `${before}}` : `${before},${JSON.stringify(name)}:`;
  });
  return { texts, bytes: texts.map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))) };
}

/** The wire of a value that is written as a whole. */
export const whole: Wire = { texts: ["", ""], bytes: [] };

/** Writes as text. */
export function text({ texts }: Wire, values: readonly unknown[]): string | undefined {
  let result = texts[0];
  for (let index = 0; index < values.length; index++) {
    const value = json(values[index]);
    if (value === undefined) return undefined;
    result += value + texts[index + 1];
  }
  return result;
}

function json(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return value - value === 0 ? String(value) : undefined;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : container(value);
    default:
      return undefined;
  }
}

const SHORT = 42;

function quoted(value: string): string | undefined {
  if (value.length < SHORT) {
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code < 0xe000)) return escaped(value);
    }
    return `"${value}"`;
  }
  return /[^ !#-[\]-\ud7ff\ue000-\uffff]/.test(value) ? escaped(value) : `"${value}"`;
}

function escaped(value: string): string | undefined {
  return /\p{Surrogate}/u.test(value) ? undefined : JSON.stringify(value);
}

/** An object or array by `JSON.stringify`, which is given a copy that holds no surprise for it. */
function container(value: object): string | undefined {
  // It calls what stands there, and `for` lists what is enumerable.
  for (const _ in Object.prototype) return undefined;
  if ("toJSON" in Array.prototype) return undefined;
  try {
    const result = JSON.stringify(copy(value, 0));
    // The only escapes of this kind are those of lone surrogates.
    return result.includes("\\ud") ? undefined : result;
  } catch {
    // Comes up again where the reason is looked for.
    return undefined;
  }
}

const DEEP = 100;

/** A copy of an object or array that is sure to be plain all through; what is read of it is read once. */
function copy(value: object, depth: number): object {
  if (depth > DEEP) unsure();
  if (Array.isArray(value)) {
    const items: unknown[] = Object.values(value);
    // Fewer where an item is missing, more where the array has members of other names.
    if (items.length !== value.length) unsure();
    for (let index = 0; index < items.length; index++) items[index] = part(items[index], depth);
    return items;
  }
  const result: Record<string, unknown> = { ...value };
  if (!isPlain(value, undefined)) unsure();
  for (const name in result) {
    const member = result[name];
    // Most are, and storing what is there already has its price.
    if (typeof member !== "string" && member !== undefined) result[name] = part(member, depth);
  }
  return result;
}

function part(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return value - value === 0 ? value : unsure();
    case "object":
      return value === null ? null : copy(value, depth + 1);
    default:
      return unsure();
  }
}
