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
  /** What a value that cannot be read is, where there is more to say than its sort; ends the sentence "… not". */
  readonly flaw?: (value: unknown) => string | undefined;
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
  flaw: (value) => ([value].flat().includes("") ? "an empty name" : undefined),
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

/** A list of texts, which may be empty. */
export const texts: Shape<readonly string[]> = {
  expected: "a list of texts",
  schema: { type: "array", items: { type: "string" } },
  read: (value) => (Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined),
};

export const flag: Shape<boolean> = {
  expected: "true or false",
  schema: { type: "boolean" },
  read: (value) => (typeof value === "boolean" ? value : undefined),
};

/** Texts by name. */
export const textsByName: Shape<{ readonly [name: string]: string }> = {
  expected: "an object of texts",
  schema: { type: "object", additionalProperties: { type: "string" } },
  read: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const given = Object.entries(value);
    return given.every(([, one]) => typeof one === "string") ? Object.fromEntries(given) : undefined;
  },
};

/** Whole numbers above 0, by name; those that are not given keep their value. */
export function numbers<T extends { readonly [name: string]: number }>(defaults: T): Shape<T> {
  const number: JsonObject = { type: "integer", minimum: 1 };
  const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
  return {
    expected: `an object of whole numbers above 0 (${Object.keys(defaults).join(", ")})`,
    schema: {
      type: "object",
      properties: Object.fromEntries(Object.keys(defaults).map((name) => [name, number])),
      additionalProperties: false,
    },
    read: (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
      const given = Object.entries(value);
      return given.every(([name, one]) => Object.hasOwn(defaults, name) && isNumber(one))
        ? { ...defaults, ...value }
        : undefined;
    },
  };
}
