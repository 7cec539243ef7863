/** The composition: from logs and schemas to a report, one line a stage. */
import { stat } from "node:fs/promises";
import { CodegenError, type Diagnostic, errorAt } from "../diagnostic.js";
import type { Protocol, Settings } from "../model.js";
import type { CaptureOptions } from "./options.js";
import { type ChannelRules, type Report, reportOf } from "./report.js";
import { planLog } from "./plan.js";
import { type Prepared, prepare } from "./prepared.js";
import { type Runner, type RunnerOptions, SingleRunner } from "./runner.js";
import { faultOf } from "./fault.js";
import { Buffers } from "./file.js";
import type { ScanOptions } from "./scan.js";
import { type LogSource, openLog } from "./source.js";
import { emptyTally, faultyTally, type Tally } from "./tally.js";
import { type Planned, type Shard, taskBytes, tasksOf } from "./tasks.js";
import { ThreadRunner } from "./threads.js";
import { Judge } from "./verdict.js";
import { WorkerThread } from "./workers.js";

export interface ValidateRequest {
  readonly settings: Settings;
  readonly options: CaptureOptions;
  readonly sources: readonly LogSource[];
  /** The folder in which, or above which, what is made of the schemas is kept for the next run; else nowhere. */
  readonly folder?: string;
  /** Worker threads; with one everything happens in this thread. */
  readonly jobs: number;
  readonly shard?: Shard;
  /** Bytes of a log that are read at once, by one thread. */
  readonly taskBytes?: number;
  /** The number of the part of a log that the standard input is. */
  readonly part?: number;
  readonly signal?: AbortSignal;
  /** Called with what is wrong with schemas that can be used all the same. */
  readonly warn?: (found: readonly Diagnostic[]) => Promise<void>;
  /** Called with the bytes read so far, of all that there are as far as that is known. */
  readonly progress?: (read: number, total: number | undefined) => void;
}

/** Validates logs. Throws `CodegenError` where the schemas or the options cannot be used. */
export async function validate(request: ValidateRequest): Promise<Report> {
  const { settings, options, signal, sources } = request;
  const total = await sizeOf(sources);
  const workers = startWorkers(request, total);
  try {
    const prepared = await prepare(settings, request.folder);
    if (prepared.found.length > 0) await request.warn?.(prepared.found);
    const channels = rulesOf(prepared.protocol, options);
    const tally = await readAll(request, { prepared, total, workers });
    await prepared.save();
    return reportOf(tally, { channels, interrupted: signal?.aborted === true, maxProblems: options.maxProblems });
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

/** The order rules that can come up. */
function rulesOf({ channels }: Protocol, { channel, channelUrls }: CaptureOptions): ChannelRules[] {
  const known = channels.map(({ id }) => id);
  const named = [...new Set(channel === undefined ? channelUrls.map(([id]) => id) : [channel])];
  const unknown = named.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new CodegenError(unknown.map((channel) => errorAt("log/unknown-channel", {}, { channel, known })));
  }
  return channels
    .filter(({ id }) => named.includes(id))
    .map(({ id, first, terminal }) => ({ channel: id, first, terminal }));
}

/** Begins those threads that there will be enough to do for. */
function startWorkers(request: ValidateRequest, total: number | undefined): readonly WorkerThread[] {
  const parts = Math.floor((total ?? 0) / (request.shard?.of ?? 1) / (request.taskBytes ?? taskBytes));
  const count = Math.min(request.jobs - 1, parts);
  return Array.from({ length: Math.max(count, 0) }, () => new WorkerThread());
}

/** What it takes to read, besides what was asked for. */
interface Means {
  readonly prepared: Prepared;
  readonly total: number | undefined;
  readonly workers: readonly WorkerThread[];
}

async function readAll(request: ValidateRequest, { prepared, total, workers }: Means): Promise<Tally> {
  const { options, signal, progress, sources } = request;
  const { protocol, made } = prepared;
  const judge = new Judge(protocol, options, made);
  const scanning: ScanOptions = { judge, options, signal, buffers: new Buffers() };
  const report = progress && ((read: number): void => progress(read, total));
  const runner = createRunner({ protocol, made, scanning, progress: report }, workers);
  for (const [number, source] of sources.entries()) {
    if (signal?.aborted === true) break;
    await runner.add(await tasksFor(request, { source, number, scanning }));
  }
  return (await runner.finish()) ?? emptyTally();
}

function createRunner(options: RunnerOptions, workers: readonly WorkerThread[]): Runner {
  const single = new SingleRunner(options);
  return workers.length === 0 ? single : new ThreadRunner(options, single, workers);
}

/** Bytes of all logs; undefined where that is not known. */
async function sizeOf(sources: readonly LogSource[]): Promise<number | undefined> {
  let total = 0;
  for (const { path } of sources) {
    if (path === undefined) return undefined;
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined && !info.isFile()) return undefined;
    total += info?.size ?? 0;
  }
  return total;
}

interface Planning {
  readonly source: LogSource;
  readonly number: number;
  readonly scanning: ScanOptions;
}

async function tasksFor(
  { shard, part, options, taskBytes: size = taskBytes }: ValidateRequest,
  { source, number, scanning }: Planning,
): Promise<Planned> {
  try {
    const log = await openLog(source, scanning);
    try {
      const { plan, bytes } = await planLog(log, options, scanning.judge.kinds(options.channel));
      const about = { source: { name: source.name, ...(source.path !== undefined && { path: source.path }) }, plan };
      const tasks = tasksOf({ ...about, size: log.size, ...(part !== undefined && { part }) }, number, {
        shard,
        taskBytes: size,
      });
      // What comes from a stream cannot be read twice.
      return log.size === undefined ? { tasks, bytes, close: log.close } : { tasks, close: log.close };
    } catch (error) {
      await log.close();
      throw error;
    }
  } catch (error) {
    return { tally: faultyTally(source.name, faultOf(error)) };
  }
}
