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

/** A value as JSON; that of objects and arrays by `JSON.stringify`, which is given a copy that holds no surprise for it. */
export function json(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(part(value, 0));
  // `for` lists what is enumerable there, and `JSON.stringify` calls what is called so.
  for (const _ in Object.prototype) unsure();
  if ("toJSON" in Array.prototype) unsure();
  const result = JSON.stringify(part(value, 0));
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
    if (typeof member === "string" || member === undefined) continue;
    const copied = part(member, depth);
    // Most are the same, and storing what is there already has its price.
    if (copied !== member) result[name] = copied;
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
