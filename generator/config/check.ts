/** Configuration values to settings: each key checked by the table, gaps filled with its defaults. */
import type { Settings } from "../model.js";
import { type Diagnostic, errorAt, type Where } from "../diagnostic.js";
import { isKeyName, type KeyName, keyNames, keys } from "./keys.js";

/** Values that somebody gave, not yet checked, and where they come from. */
export interface Layer {
  readonly values: { readonly [key: string]: unknown };
  /** Folder that paths in it resolve from. */
  readonly base: string;
  /** How a key is called there. */
  readonly label: (key: KeyName) => string;
  /** Where the value of a key stands. */
  readonly where: (key: KeyName) => Where;
}

/** The keys of `value` that the table does not know. */
export function unknownKeys(value: object, where: (key: string) => Where): Diagnostic[] {
  return Object.keys(value)
    .filter((key) => !isKeyName(key) && key !== "$schema")
    .map((key) => errorAt("config/unknown-key", { ...where(key), atKey: true }, { key, known: keyNames }));
}

/** Settings from layers, the first that gives a key decides. What is wrong is added to `found`. */
export function settle(layers: readonly Layer[], defaultBase: string, found: Diagnostic[]): Settings | undefined {
  const settled: { -readonly [K in KeyName]?: Settings[K] } = {};
  const fill = <K extends KeyName>(name: K): void => {
    const { shape, fallback } = keys[name];
    const layer = layers.find(({ values }) => values[name] !== undefined);
    const value = layer === undefined ? shape.read(fallback, defaultBase) : shape.read(layer.values[name], layer.base);
    if (value !== undefined) settled[name] = value;
    else if (layer !== undefined) {
      const got = shape.flaw?.(layer.values[name]) ?? inWords(layer.values[name]);
      const args = { key: layer.label(name), expected: shape.expected, got };
      found.push(errorAt("config/bad-value", layer.where(name), args));
    }
  };
  for (const name of keyNames) fill(name);
  return isComplete(settled) ? settled : undefined;
}

function isComplete(settled: { readonly [K in KeyName]?: Settings[K] }): settled is Settings {
  return keyNames.every((name) => settled[name] !== undefined);
}

/** A value as a message shows it. */
export function inWords(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : `a ${typeof value}`;
}
