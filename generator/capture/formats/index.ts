/** The list of log formats. The first that knows the beginning of a log reads it. */
import { array } from "./array.js";
import type { LogFormat } from "./format.js";
import { har } from "./har.js";
import { ndjson } from "./ndjson.js";
import { sse } from "./sse.js";

export const formats: readonly [LogFormat, ...LogFormat[]] = [har, array, sse, ndjson];

export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format of that name; else the one of a log that begins like this. */
export function formatOf(head: string, name?: string): LogFormat {
  const named = formats.find((format) => format.name === name);
  return named ?? formats.find((format) => format.detect(head)) ?? ndjson;
}
