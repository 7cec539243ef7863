/** Reads one part of one log: bytes, records, frames, verdicts, tally. */
import { captureWording } from "../wording/capture.js";
import { Capture, type Capturing } from "./capture.js";
import type { Bytes } from "./compression/bytes.js";
import { decompressed } from "./compression/index.js";
import { faultOf, nothingInIt } from "./fault.js";
import { formatOf } from "./formats/index.js";
import type { LogReader } from "./formats/format.js";
import type { CaptureOptions } from "./options.js";
import type { LogPlan } from "./plan.js";
import { Recorder } from "./recorder.js";
import type { Scanner } from "./scanner/scanner.js";
import { type LogSource, openFile, type OpenLog, type Reading } from "./source.js";
import { faultyTally, type LogFault, type Tally } from "./tally.js";
import type { Judge } from "./verdict.js";

/** A part of a log: the records that begin in a range of bytes. */
export interface Task {
  readonly source: Pick<LogSource, "name" | "path">;
  readonly plan: LogPlan;
  readonly from: number;
  /** Infinity for a log that is read to its end, however long it is. */
  readonly to: number;
  /** The size of the file when it was planned. */
  readonly size: number | undefined;
  readonly part?: number;
}

export interface ScanOptions extends Reading {
  readonly judge: Judge;
  readonly options: CaptureOptions;
  /** Called with the bytes of the part that have been read. */
  readonly progress?: (bytes: number) => void;
}

/** Scans a part. `bytes` are those from its beginning on, where somebody has them already. */
export async function scan(
  task: Task,
  log: OpenLog,
  { options: scanning, bytes }: { options: ScanOptions; bytes?: Bytes },
): Promise<Tally> {
  const { plan, from, to, source } = task;
  const { options, judge } = scanning;
  const recorder = new Recorder(source.name, options.maxProblems, judge.shown(source.name));
  const start = from === 0 ? 0 : from - 1;
  const reader = readerFor(task, start, { judge, recorder, options });
  const faults = recorder.faults;
  const isAborted = (): boolean => scanning.signal?.aborted === true;
  let read = 0;
  const progress = (count: number): void => {
    read = count;
    scanning.progress?.(Math.max(0, Math.min(start + count, to) - from));
  };
  try {
    if (to > from)
      await pump(bytes ?? bytesOf(task, log.bytes(start, to), scanning), reader, { ...scanning, progress });
    if (isAborted()) reader.breakOff();
    else if (to > from) faults.push(...orNothing(reader.end()));
    if (to > from && !isAborted()) faults.push(...(await changesOf(task, log, start + read)));
    if (to === Infinity && recorder.counts.frames + recorder.skipped + faults.length === 0 && !isAborted()) {
      faults.push(nothingInIt);
    }
  } catch (error) {
    reader.breakOff();
    faults.push(faultOf(error));
  }
  const { compression, format, envelope } = plan;
  return recorder.tally({
    format,
    ...(compression !== undefined && { compression }),
    ...(envelope.at !== undefined && envelope.at !== "" && { at: envelope.at }),
    from,
    to: to === Infinity ? start + read : to,
    ...(task.size !== undefined && { size: task.size }),
    ...(task.part !== undefined && { part: task.part }),
    bytes: Math.max(0, (to === Infinity ? start + read : Math.min(to, start + read)) - from),
    lines: to > from ? reader.lines() : 0,
  });
}

function readerFor(task: Task, start: number, to: Omit<Capturing, "envelope" | "isSifted">): LogReader {
  const { plan } = task;
  const scanner = scannerFor(task, to.judge);
  const sink = new Capture({ ...to, envelope: plan.envelope, isSifted: scanner !== undefined });
  return formatOf("", plan.format).open({ start, from: task.from, to: task.to, options: to.options, sink, scanner });
}

function orNothing<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** Scans a part of a file, whatever becomes of that. */
export async function scanFile(task: Task, options: ScanOptions): Promise<Tally> {
  const { path } = task.source;
  try {
    if (path === undefined) throw new Error("a part of what is no file");
    const log = openFile(path, options);
    try {
      return await scan(task, log, { options });
    } finally {
      await log.close();
    }
  } catch (error) {
    return faultyTally(task.source.name, faultOf(error));
  }
}

/** Lines are worth it; records of other formats are texts already. */
function scannerFor({ plan }: Task, judge: Judge): Scanner | undefined {
  return plan.format === "ndjson" ? judge.scanner(plan.envelope) : undefined;
}

async function pump(bytes: Bytes, reader: LogReader, { signal, progress }: ScanOptions): Promise<void> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    const goesOn = reader.push(chunk);
    progress?.(read);
    if (!goesOn || signal?.aborted === true) break;
  }
}

function bytesOf({ plan }: Task, raw: Bytes, { options }: ScanOptions): Bytes {
  return plan.compression === undefined ? raw : decompressed(raw, plan.compression, options.maxRatio);
}

/** Whether the file is still as it was when it was planned. */
async function changesOf({ plan, size, to }: Task, log: OpenLog, end: number): Promise<LogFault[]> {
  if (plan.compression !== undefined || size === undefined) return [];
  if (end < Math.min(to, size)) return [{ code: "log/shrunk", severity: "error", ...captureWording["log/shrunk"]({}) }];
  if (to < size || (await log.sizeNow()) <= size) return [];
  return [{ code: "log/grew", severity: "warning", ...captureWording["log/grew"]({}) }];
}
