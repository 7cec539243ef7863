/** Values that mean harm, or that no JSON text could ever give. */
import { createContext, runInContext } from "node:vm";

export function nested(levels: number, innermost: unknown = 1): unknown {
  let value = innermost;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

/** The same as JSON: `JSON.stringify` would run out of stack. */
export function nestedText(levels: number): string {
  let text = "1";
  for (let level = 0; level < levels; level++) text = level % 2 === 0 ? `{"a":${text}}` : `[${text}]`;
  return text;
}

export function cycle(): unknown {
  const list: unknown[] = [];
  list.push({ list });
  return list;
}

/** A getter that gives one answer after the other, and stays with the last. */
export function fickle(name: string, answers: readonly unknown[], others: object = {}): object {
  let turn = 0;
  const get = (): unknown => answers[Math.min(turn++, answers.length - 1)];
  return Object.defineProperty({ ...others }, name, { get, enumerable: true, configurable: true });
}

const otherRealm = createContext();

/** Values that JSON has no form for, with the name that messages call them by. */
export const strangers: readonly (readonly [name: string, make: () => unknown])[] = [
  ["Date", () => new Date(0)],
  ["Map", () => new Map([["a", 1]])],
  ["Set", () => new Set([1])],
  ["WeakMap", () => new WeakMap()],
  ["RegExp", () => /x/],
  ["Uint8Array", () => new Uint8Array(2)],
  ["Float64Array", () => new Float64Array(2)],
  ["ArrayBuffer", () => new ArrayBuffer(2)],
  ["DataView", () => new DataView(new ArrayBuffer(2))],
  ["Error", () => new Error("x")],
  ["Promise", () => Promise.resolve(1)],
  ["String", () => Object("x")],
  ["Number", () => Object(1)],
  ["Boolean", () => Object(false)],
  ["BigInt", () => Object(1n)],
  ["Symbol", () => Object(Symbol("x"))],
  ["URL", () => new URL("a:b")],
  ["Date", () => runInContext("new Date(0)", otherRealm)],
];

/** Values that are no objects and that JSON has no form for. */
export const noObjects: readonly (readonly [name: string, make: () => unknown])[] = [
  ["function", () => () => 1],
  ["symbol", () => Symbol("x")],
  ["bigint", () => 1n],
  ["NaN", () => NaN],
  ["Infinity", () => Infinity],
  ["-Infinity", () => -Infinity],
];

export function thrower(): never {
  throw new Error("thrown by the payload");
}

export function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
