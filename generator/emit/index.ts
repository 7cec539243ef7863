/** The list of emitters: a new one is a file and a line here. */
import type { GeneratedFile, OutputOptions, Protocol } from "../model.js";
import { plainParts } from "../schema/plain-frames.js";
import { readings } from "../schema/shape.js";
import { emitChecks } from "./checks.js";
import { emitCodec } from "./codec.js";
import type { Emitter } from "./emitter.js";
import { emitEntry } from "./entry.js";
import { emitRuntime } from "./runtime.js";
import { emitTables } from "./tables.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

const emitters: readonly Emitter[] = [
  emitTypes,
  emitValidators,
  emitTables,
  emitChecks,
  emitCodec,
  emitEntry,
  emitRuntime,
];

/** All files of the module but the manifest. */
export async function emit(given: { protocol: Protocol; output: OutputOptions }): Promise<GeneratedFile[]> {
  const read = readings(given.protocol);
  const input = { ...given, readings: read, plain: plainParts(given.protocol, read) };
  return (await Promise.all(emitters.map((emitter) => emitter(input)))).flat();
}
