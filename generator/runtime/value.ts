import { cut, escape } from "./quote.js";

/** A plain object, whatever its prototype says. */
export interface PlainObject {
  readonly [name: string]: unknown;
}

/**
 * Whether a value is an object that JSON would carry as one: of this realm or another, without prototype, or of a
 * class of the app; never an array, a Date, a Map or another object with a nature of its own.
 */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** An own member; `undefined` when there is none, whatever the prototypes hold. */
export function own(source: PlainObject, name: string): unknown {
  return Object.hasOwn(source, name) ? source[name] : undefined;
}

/** An own member of one of our own tables; `undefined` when there is none. */
export function entry<T extends object, K extends keyof T>(table: T, name: K): T[K] | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Gives an object a member of its own, also where its prototype has one that would take or refuse an assignment. */
export function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name in target) {
    // Without prototype: an inherited `get` would be taken for part of the descriptor.
    const descriptor: PropertyDescriptor & { __proto__: null } = {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    };
    Object.defineProperty(target, name, descriptor);
  } else {
    target[name] = value;
  }
}

/** A value's type in the words of messages: `int`, `float`, `str`, `bool`, `null`, `array`, `object`, or JavaScript's. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "number":
      if (!Number.isFinite(value)) return String(value);
      return Number.isInteger(value) ? "int" : "float";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return "array";
      return isPlainObject(value) ? "object" : escape(cut(Object.prototype.toString.call(value).slice(8, -1)));
    default:
      return typeof value;
  }
}
