/** What is kept of a validator: data, so that it can be kept from one run to the next. */

/** The code of one validator, and what it needs to be declared before. */
export interface Unit {
  /** An expression: the validator as a function. */
  readonly code: string;
  readonly formats: readonly string[];
  /** Regular expressions: the name of each, and how it is made. */
  readonly patterns: readonly (readonly [name: string, code: string])[];
  /** Names of helpers of the runtime. */
  readonly helpers: readonly string[];
}

/** The texts in code of Ajv, in which something may look like code. */
export const texts = /"(?:[^"\\]|\\.)*"/g;

/** Name of the constant that holds a format. */
export function formatName(format: string): string {
  return `format$${format.replaceAll("-", "_")}`;
}

/** What the code calls the platform's own test for members. */
export const hasOwn = "hasOwn$";
