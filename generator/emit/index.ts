/** The list of emitters: a new one is a file and a line here. */
import type { GeneratedFile } from "../model.js";
import { emitCodec } from "./codec.js";
import type { EmitInput, Emitter } from "./emitter.js";
import { emitEntry } from "./entry.js";
import { emitRuntime } from "./runtime.js";
import { emitTables } from "./tables.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

const emitters: readonly Emitter[] = [emitTypes, emitValidators, emitTables, emitCodec, emitEntry, emitRuntime];

/** All files of the module but the manifest. */
export async function emit(input: EmitInput): Promise<GeneratedFile[]> {
  return (await Promise.all(emitters.map((emitter) => emitter(input)))).flat();
}
