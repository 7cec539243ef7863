/**
 * Everything found wrong is a diagnostic: data first, words later. Core code collects diagnostics; it never prints
 * and never exits.
 */
import { captureWording } from "./wording/capture.js";
import { configWording } from "./wording/config.js";
import { outputWording } from "./wording/output.js";
import { schemaWording } from "./wording/schema.js";

const wording = { ...captureWording, ...schemaWording, ...configWording, ...outputWording };

type Wording = typeof wording;

/** Stable name of a sort of finding, such as `schema/dangling-ref`. */
export type Code = keyof Wording;

/** What the wording of a code is made from. */
export type Args<C extends Code> = Parameters<Wording[C]>[0];

export type Severity = "error" | "warning";

/** Where a finding is. Lines and columns count from 1, columns in UTF-16 units. */
export interface Where {
  /** Absolute path. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** JSON pointer (RFC 6901). */
  readonly pointer?: string;
  /** The pointer names a member: the place is its name rather than its value. */
  readonly atKey?: boolean;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly where: Where;
  /** What the words are made from. May hold text from schemas, which is not to be trusted. */
  readonly args: object;
}

/** A finding in words: plain text, which may quote schemas; whoever prints it escapes it. */
export interface Words {
  /** What was found and what was expected, in one sentence. */
  readonly message: string;
  /** What to do about it, where there is something better than the obvious. */
  readonly hint?: string | undefined;
}

/** The words of a finding. Pure: the same finding gives the same words. */
export function describe(found: Diagnostic): Words {
  // `errorAt` and `warningAt` paired the code with its own arguments; TypeScript cannot follow that through an index.
  return (wording[found.code] as (args: object) => Words)(found.args);
}

export function errorAt<C extends Code>(code: C, where: Where, args: Args<C>): Diagnostic {
  return { code, severity: "error", where, args };
}

export function warningAt<C extends Code>(code: C, where: Where, args: Args<C>): Diagnostic {
  return { code, severity: "warning", where, args };
}

/** The findings whose words are the message of an error; there may be very many. */
const mostWords = 100;

/** Thrown where a stage cannot go on. Holds at least one diagnostic of severity `error`. */
export class CodegenError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    const more = diagnostics.length - mostWords;
    const words = diagnostics.slice(0, mostWords).map((found) => describe(found).message);
    super([...words, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "CodegenError";
    this.diagnostics = diagnostics;
  }
}

/**
 * What to throw for what a stage threw: a stack that ran out is a finding about schemas that hold too much within each
 * other, of the definition `name` where it is known.
 */
export function findingOf(error: unknown, where: Where, name?: string): unknown {
  if (!(error instanceof RangeError) || !error.message.includes("call stack")) return error;
  return new CodegenError([errorAt("schema/too-complex", where, { name })]);
}

/** Throws a {@link CodegenError} with all of `found` if one of them is an error. */
export function stopOnErrors(found: readonly Diagnostic[]): void {
  if (found.some((d) => d.severity === "error")) throw new CodegenError(found);
}

// Whoever has that many faults mends none of them one by one.
const mostFaults = 10_000;

/** The same, where so much was found that nobody wants more. */
export function stopAfterMany(found: readonly Diagnostic[]): void {
  if (found.length > mostFaults) stopOnErrors(found);
}
