/**
 * The library behind the command line: schemas in, files out. Nothing here prints or exits.
 *
 * @module
 */
export { type Generation, fingerprint, generateFiles } from "./generate.js";
export { type Code, type Diagnostic, type Severity, type Where, type Words, CodegenError, describe } from "./diagnostic.js";
export type {
  Channel,
  Definition,
  Frame,
  GeneratedFile,
  JsonObject,
  JsonValue,
  Kind,
  OutputOptions,
  Protocol,
  Schema,
  SchemaObject,
  Settings,
  Source,
  TagValue,
} from "./model.js";
