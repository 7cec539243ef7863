/** What schemas ask of strings and numbers, as far as it can be checked in the text. */
import type { JsonValue, SchemaObject } from "../../model.js";
import type { Lenient } from "./facts.js";

export interface TextRule {
  /** Characters. */
  readonly min: number;
  readonly max: number;
  readonly format: TextFormat | undefined;
  /** Whether an empty text is accepted as well. */
  readonly orEmpty: boolean;
  /** The only texts that are accepted. */
  readonly texts: readonly string[] | undefined;
}

export interface NumberRule {
  readonly isInteger: boolean;
  readonly min: number;
  readonly max: number;
  /** Exclusive bounds. */
  readonly above: number;
  readonly below: number;
  /** A whole number of which it is a multiple, or 0. */
  readonly step: number;
  readonly numbers: readonly number[] | undefined;
}

/** Formats that the scanner recognises; `layout.ts` has their numbers. */
export const textFormats = ["date-time", "uri", "uuid", "uri-template", "date", "email"] as const;
export type TextFormat = (typeof textFormats)[number];

/** Formats of numbers, and those that accept every string. */
const saysNothingOfTexts: ReadonlySet<string> = new Set(["int32", "int64", "float", "double", "password", "binary"]);
const ofNumbers: ReadonlySet<string> = new Set(["int32", "int64", "float", "double"]);

/** What a string must be to which all of these apply; undefined where that cannot be told. */
export function textRule(schemas: readonly Lenient[]): TextRule | undefined {
  const formats = new Set(schemas.flatMap((s) => s.format ?? []).filter((name) => !saysNothingOfTexts.has(name)));
  const [name, ...others] = formats;
  const format = textFormats.find((known) => known === name);
  if (others.length > 0 || (name !== undefined && format === undefined)) return undefined;
  return {
    min: Math.max(0, ...schemas.map((s) => s.minLength ?? 0)),
    max: Math.min(Infinity, ...schemas.map((s) => s.maxLength ?? Infinity)),
    format,
    orEmpty: format !== undefined && schemas.every((s) => s.format === undefined || s.orEmpty === true),
    texts: common(schemas)?.filter((value) => typeof value === "string"),
  };
}

/** What a number must be to which all of these apply; undefined where that cannot be told. */
export function numberRule(schemas: readonly SchemaObject[]): NumberRule | undefined {
  if (schemas.some((s) => s.format !== undefined && ofNumbers.has(s.format))) return undefined;
  const steps = schemas.flatMap((s) => s.multipleOf ?? []);
  if (steps.length > 1 || !steps.every((step) => Number.isSafeInteger(step) && step > 0)) return undefined;
  const isInteger = schemas.some(({ type }) => type !== undefined && type !== "number" && !type.includes("number"));
  return {
    isInteger,
    min: Math.max(-Infinity, ...schemas.map((s) => s.minimum ?? -Infinity)),
    max: Math.min(Infinity, ...schemas.map((s) => s.maximum ?? Infinity)),
    above: Math.max(-Infinity, ...schemas.map((s) => s.exclusiveMinimum ?? -Infinity)),
    below: Math.min(Infinity, ...schemas.map((s) => s.exclusiveMaximum ?? Infinity)),
    step: steps[0] ?? 0,
    numbers: common(schemas)?.filter((value) => typeof value === "number"),
  };
}

/** The values that all lists have in common; undefined where there is no list. */
function common(schemas: readonly SchemaObject[]): readonly JsonValue[] | undefined {
  const lists = schemas.flatMap((s) => [
    ...(s.enum === undefined ? [] : [s.enum]),
    ...(s.const === undefined ? [] : [[s.const]]),
  ]);
  const [first, ...rest] = lists;
  return first?.filter((value) => rest.every((list) => list.includes(value)));
}

/** Whether a rule says more than that a text is one. */
export function saysOfText({ min, max, format, texts }: TextRule): boolean {
  return min > 0 || max < Infinity || format !== undefined || texts !== undefined;
}

/** Whether a rule says more than that a number is one. */
export function saysOfNumber({ min, max, above, below, step, numbers }: NumberRule): boolean {
  return (
    min > -Infinity || max < Infinity || above > -Infinity || below < Infinity || step > 0 || numbers !== undefined
  );
}
