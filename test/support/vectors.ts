/**
 * What the original of the shipped protocol answered to 300 payloads, and how a module of ours is asked the same.
 */
import { readFileSync } from "node:fs";
import type * as events from "../../generated/index.js";

/** An answer: the bytes as text, or what was refused. */
export type Answer = { readonly bytes: string } | { readonly validation: string } | { readonly unknownKind: true };

export interface Vector {
  readonly name: string;
  /** JSON text of a payload. */
  readonly input: string;
  readonly answer: Answer;
}

interface Line {
  readonly name: string;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly class?: "validation" | "unknown_kind";
}

export const vectors: readonly Vector[] = readFileSync(
  new URL("../vectors/msgspec-parity.ndjson", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => vectorOf(JSON.parse(line) as Line));

function vectorOf({ name, input, output, error = "", class: sort }: Line): Vector {
  if (output !== undefined) return { name, input, answer: { bytes: output } };
  return { name, input, answer: sort === "unknown_kind" ? { unknownKind: true } : { validation: error } };
}

/** What is used of a generated module for the shipped protocol. */
export type EventModule = Pick<
  typeof events,
  "decodeEvent" | "encodeEvent" | "isEvent" | "safeDecodeEvent" | "UnknownKindError" | "ValidationError"
>;

/** What a module answers to a vector's payload. Throws where it fails in a way that the original cannot. */
export function answerOf(codec: EventModule, { input }: Vector): Answer {
  const result = codec.safeDecodeEvent(input);
  if (result.ok) return { bytes: Buffer.from(codec.encodeEvent(result.event)).toString("utf8") };
  const { error } = result;
  if (error instanceof codec.UnknownKindError) return { unknownKind: true };
  if (error instanceof codec.ValidationError) return { validation: error.message };
  throw error;
}
