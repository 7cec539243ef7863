/** From a schema folder to the protocol, for whoever does not care for the stages between. */
import { findingOf } from "../diagnostic.js";
import type { Settings } from "../model.js";
import { type SchemaFile, loadSchemaFiles } from "./load.js";
import type { ReadProtocol } from "./protocol.js";

/** A protocol, and the files that it was read from. */
export interface ReadSchemas extends ReadProtocol {
  readonly sources: readonly SchemaFile[];
}

/** Reads the schemas that the settings name. Throws CodegenError with everything that is wrong with them. */
export async function readSchemas(settings: Settings): Promise<ReadSchemas> {
  const sources = await loadSchemaFiles(settings.schemas, settings.limits);
  return { ...(await readSources(sources, settings)), sources };
}

/** Reads the protocol that these files declare. Throws CodegenError with everything that is wrong with them. */
export async function readSources(sources: readonly SchemaFile[], settings: Settings): Promise<ReadProtocol> {
  const { readProtocol } = await import("./protocol.js");
  try {
    return await readProtocol(sources, settings);
  } catch (error) {
    throw findingOf(error, { file: settings.schemas });
  }
}
