/**
 * The library behind the command line: schemas in, files out. Nothing here prints or exits.
 *
 * @module
 */
export { type Generation, fingerprint, generateFiles } from "./generate.js";
export { type Configuration, type ConfigRequest, checkEntry, configsIn, configure } from "./config/index.js";
export {
  type Applied,
  type ApplyOptions,
  type OnDisk,
  type State,
  type Step,
  apply,
  drift,
  isCurrent,
  manifestPath,
  placeOf,
  plan,
  readDisk,
  removeLeftovers,
} from "./write/index.js";
export { type Watched, watch } from "./watch.js";
export { type Installation, installation } from "./installation.js";
export {
  type Code,
  type Diagnostic,
  type Severity,
  type Where,
  type Words,
  CodegenError,
  describe,
} from "./diagnostic.js";
export type {
  Channel,
  Definition,
  Frame,
  GeneratedFile,
  JsonObject,
  JsonValue,
  Kind,
  Limits,
  OutputOptions,
  Protocol,
  Schema,
  SchemaObject,
  Settings,
  Source,
  TagValue,
} from "./model.js";
