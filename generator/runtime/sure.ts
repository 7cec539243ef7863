import { define } from "./value.js";

/** Members of an object of which nothing is known yet. */
export type Members<K extends PropertyKey> = { readonly [P in K]?: unknown };

/** Whether a value is a thing of which members can be asked. */
export function hasMembers(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object as JSON has them, as far as that shows without reading it. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether an object is a plain one. Engines know the answer for free once they have read a member, and have called nothing
 * since; and only while this is so short that they always write it out where it is called.
 */
export function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** What is thrown where sure code gives up. Nobody sees it, and an error with a stack would cost more than all the rest. */
export const UNSURE = "unsure";

/** Gives up being sure, from inside of a value; its validator is asked instead. */
export function unsure(): never {
  throw UNSURE;
}

/** A new array of the items of an array, read once, each of them copied; another value as it is. */
export function list(value: unknown, copy?: (item: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return value;
  const items: unknown[] = [];
  const size = value.length;
  for (let index = 0; index < size; index++) {
    const item: unknown = value[index];
    if (item === undefined || !isOwnItem(value, index)) return unsure();
    items.push(copy === undefined ? item : copy(item));
  }
  return isPlainArray(value, size) ? items : unsure();
}

/** Whether an array has an item of its own there, if it is a plain one: a hole shows what its prototypes hold. */
export function isOwnItem(array: readonly unknown[], index: number): boolean {
  return index in array && !(index in Array.prototype);
}

/** Whether an array still has its size, and inherits from where arrays do; ask after reading its items, as {@link isPlain}. */
export function isPlainArray(value: readonly unknown[], size: number): boolean {
  return value.length === size && Object.getPrototypeOf(value) === Array.prototype;
}

/** Gives a new object one more member, unless that is none. */
export function add(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) define(target, name, value);
}

/** Whether a value is an object that JSON has, of whatever members. */
export function isFree(value: unknown): boolean {
  if (!hasMembers(value)) return false;
  // For nothing but its speed: an engine that has read a member of an object knows the prototype.
  void value.constructor;
  return isPlain(value);
}

/**
 * The same for items of arrays. Written out once more, because engines are faster where they see fewer sorts of objects, and
 * calls within calls they do not always write out.
 */
function isFreeItem(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  void value.constructor;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a value is an array of objects that JSON has. */
export function areFree(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const size = value.length;
  for (let index = 0; index < size; index++) {
    if (!isFreeItem(value[index]) || !isOwnItem(value, index)) return false;
  }
  return isPlainArray(value, size);
}

/** A new array of the objects of an array, each read once; nothing where a value is no array of objects that JSON has. */
export function freeList(value: unknown): unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: unknown[] = [];
  const size = value.length;
  for (let index = 0; index < size; index++) {
    const item: unknown = value[index];
    if (!isFreeItem(item) || !isOwnItem(value, index)) return undefined;
    items.push(item);
  }
  return isPlainArray(value, size) ? items : undefined;
}

/** Whether JSON has values of this sort, without a look into them. */
export function isJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    default:
      return value === null || Array.isArray(value) || isFree(value);
  }
}

/** A value as it is, if JSON has such. */
export function kept(value: unknown): unknown {
  return value === undefined || isJson(value) ? value : unsure();
}
