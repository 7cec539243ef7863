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
export { type ValidateRequest, validate } from "./capture/validate.js";
export { type CaptureOptions, captureDefaults } from "./capture/options.js";
export { type Excerpt, type Problem, type ProblemGroup } from "./capture/problem.js";
export { type ChannelRules, type Report, type ReportedGroup, faultsOf } from "./capture/report.js";
export { type Bins } from "./capture/bins.js";
export { type ConnectionWay, type LogPart, type Run } from "./capture/tally.js";
export { mergeReports } from "./capture/reports.js";
export { findLogs } from "./capture/inputs.js";
export { type LogSource } from "./capture/source.js";
export { type Shard } from "./capture/tasks.js";
export { formatNames } from "./capture/formats/index.js";
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
