import { isOwnItem, isPlain, isPlainArray, unsure } from "./sure.js";

const SHORT = 42;

/** A string as JSON. */
export function quoted(value: unknown): string {
  if (typeof value !== "string") return unsure();
  if (value.length < SHORT) {
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code < 0xe000)) return escaped(value);
    }
    return `"${value}"`;
  }
  return /[^ !#-[\]-\ud7ff\ue000-\uffff]/.test(value) ? escaped(value) : `"${value}"`;
}

function escaped(value: string): string {
  return /\p{Surrogate}/u.test(value) ? unsure() : JSON.stringify(value);
}

/** A number as JSON. */
export function digits(value: unknown): string {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : unsure();
}

/** A value that is no object as JSON. */
export function scalar(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  return value === null || typeof value === "boolean" ? String(value) : digits(value);
}

/** An object whose members are parts, as JSON by `JSON.stringify`, for which they hold no surprise. */
export function json(value: unknown): string {
  // `for` lists what is enumerable there, and `JSON.stringify` calls what is called so.
  for (const _ in Object.prototype) unsure();
  if ("toJSON" in Array.prototype) unsure();
  const result = JSON.stringify(value);
  // The only escapes of this kind are those of lone surrogates.
  return result.includes("\\ud") ? unsure() : result;
}

const DEEP = 100;

/** A copy of an object or array that is sure to be plain all through; what is read of it is read once. */
function copy(value: object, depth: number): object {
  if (depth > DEEP) unsure();
  if (Array.isArray(value)) return copyOfArray(value, depth);
  const result: Record<string, unknown> = { ...value };
  if (!isPlain(value)) unsure();
  for (const name in result) {
    const member = result[name];
    // Most are of these, and are told here: a call for each would take as long as all the rest.
    if (typeof member === "string" || typeof member === "boolean" || member === null || member === undefined) continue;
    // Most are the same, and storing what is there already has its price.
    if (typeof member === "object") result[name] = copy(member, depth + 1);
    else if (typeof member !== "number" || member - member !== 0) unsure();
  }
  return result;
}

function copyOfArray(value: readonly unknown[], depth: number): unknown[] {
  const items: unknown[] = [];
  const size = value.length;
  for (let index = 0; index < size; index++) {
    const item = value[index];
    if (!isOwnItem(value, index)) unsure();
    items.push(part(item, depth));
  }
  return isPlainArray(value, size) ? items : unsure();
}

/** A value as {@link json} takes it: objects and arrays as copies. */
export function part(value: unknown, depth: number = 0): unknown {
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
