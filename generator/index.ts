/**
 * The library behind the command line, which comes through this door: schemas in, files out. Nothing here prints or exits.
 *
 * @module
 */
export { fingerprint, generateFiles, reuseFor } from "./generate.js";
export {
  type Configuration,
  type ConfigRequest,
  checkEntry,
  configsAbove,
  configsIn,
  configure,
} from "./config/index.js";
export {
  type Applied,
  type Step,
  apply,
  clearOutput,
  createFile,
  drift,
  isCurrent,
  manifestPath,
  placeOf,
  plan,
  readDisk,
  removeLeftovers,
  replaceFile,
} from "./write/index.js";
export { type Watched, watch } from "./watch.js";
export { schemaPaths } from "./schema/load.js";
export { JsonOffsets } from "./schema/offsets.js";
export { readSchemas } from "./schema/read.js";
export { type Bins, widerTime } from "./capture/bins.js";
export type { CaptureOptions } from "./capture/options.js";
export type { Excerpt, Problem } from "./capture/problem.js";
export type { Report, ReportedGroup } from "./capture/report.js";
export type { FoundLogs } from "./capture/inputs.js";
export type { LogSource } from "./capture/source.js";
export type { ConnectionWay, LogPart, Run } from "./capture/tally.js";
export type { Shard } from "./capture/tasks.js";
export type { Timeline } from "./capture/times.js";
export type { ValidateRequest } from "./capture/validate.js";

export { connectionsIn, faultsOf } from "./capture/report.js";

// eslint-disable-next-line typescript/consistent-type-imports -- the type of the module itself
export type CaptureLibrary = typeof import("./capture/index.js");

/** Everything about captured logs: loaded when it is asked for, since most runs have nothing to do with logs. */
export function loadCapture(): Promise<CaptureLibrary> {
  return import("./capture/index.js");
}

export { installation } from "./installation.js";
