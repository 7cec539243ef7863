/** The sorts of values that a configuration may hold: what is expected, in words and as JSON Schema, and how it is read. */
import { resolve } from "node:path";
import type { JsonObject } from "../model.js";

/** One sort of value. */
export interface Shape<T> {
  /** Ends the sentence "… must be". */
  readonly expected: string;
  /** The same for editors. */
  readonly schema: JsonObject;
  /** The value as the generator wants it, or undefined where it is not of this sort. Paths resolve from `base`. */
  readonly read: (value: unknown, base: string) => T | undefined;
}

/** A path of a folder, made absolute. */
export const folder: Shape<string> = {
  expected: "the path of a folder",
  schema: { type: "string", minLength: 1 },
  read: (value, base) =>
    typeof value === "string" && value !== "" && !value.includes("\0") ? resolve(base, value) : undefined,
};

/** A property name, or a list of them. */
export const names: Shape<readonly string[]> = {
  expected: "a name or a list of names",
  schema: { type: ["string", "array"], minLength: 1, items: { type: "string", minLength: 1 }, uniqueItems: true },
  read: (value) => {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = all.filter((one): one is string => typeof one === "string" && one !== "");
    return texts.length === all.length && new Set(texts).size === all.length ? texts : undefined;
  },
};

/** A name that types and functions are made from: ASCII, so that it reads the same everywhere. */
export const typeName: Shape<string> = {
  expected: "an ASCII name in PascalCase, such as Event",
  schema: { type: "string", pattern: "^[A-Z][A-Za-z0-9]*$", maxLength: 100 },
  read: (value) =>
    typeof value === "string" && value.length <= 100 && /^[A-Z][A-Za-z0-9]*$/.test(value) ? value : undefined,
};

/** One of a few words, each with what it means to the generator. */
export function choice<const T extends string>(meanings: { readonly [word: string]: T }): Shape<T> {
  const words = Object.keys(meanings);
  return {
    expected: words.map((word) => `"${word}"`).join(" or "),
    schema: { enum: words },
    read: (value) => (typeof value === "string" && Object.hasOwn(meanings, value) ? meanings[value] : undefined),
  };
}
