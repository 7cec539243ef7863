/** Whether reports that are added up cover each log once, and all of it. */
import { CodegenError, errorAt } from "../diagnostic.js";
import { captureWording } from "../wording/capture.js";
import type { LogFault, LogPart } from "./tally.js";

/** A part of a log, and the report that says so. */
export interface Covered {
  readonly report: string;
  readonly part: LogPart;
}

/** Throws `CodegenError` where two reports cover the same part of a log. */
export function refuseOverlaps(all: readonly Covered[]): void {
  const seen = new Map<string, LogPart[]>();
  for (const { report, part } of all) {
    const key = `${part.part ?? ""} ${part.file}`;
    const others = seen.get(key) ?? [];
    const overlaps = ({ from, to }: LogPart): boolean => part.from < to && from < part.to;
    if (part.to > part.from && others.some(overlaps)) {
      throw new CodegenError([errorAt("report/overlap", { file: report }, { log: part.file })]);
    }
    seen.set(key, [...others, part]);
  }
}

/** What no report covers, by log. */
export function gapsIn(all: readonly Covered[]): ReadonlyMap<string, LogFault> {
  const logs = new Map<string, LogPart[]>();
  for (const { part } of all) logs.set(part.file, [...(logs.get(part.file) ?? []), part]);
  const gaps = new Map<string, LogFault>();
  for (const [file, parts] of logs) {
    const missing = missingFrom(parts);
    if (missing === undefined) continue;
    gaps.set(file, { code: "report/gap", severity: "error", ...captureWording["report/gap"]({ missing }) });
  }
  return gaps;
}

function missingFrom(parts: readonly LogPart[]): string | undefined {
  const [first] = parts;
  if (first === undefined || parts.some(({ faults }) => faults.length > 0)) return undefined;
  if (first.part !== undefined) return missingPart(parts.map(({ part = 1 }) => part));
  if (first.size === undefined) return undefined;
  // What is compressed is read as a whole, or not at all.
  if (first.compression !== undefined) return parts.some(({ to }) => to > 0) ? undefined : "all of it";
  let covered = 0;
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from)) {
    if (from > covered) return `bytes ${covered} to ${from}`;
    covered = Math.max(covered, to);
  }
  return covered < first.size ? `bytes ${covered} to ${first.size}` : undefined;
}

function missingPart(numbers: readonly number[]): string | undefined {
  const there = new Set(numbers);
  for (let number = 1; number <= Math.max(...numbers); number++) if (!there.has(number)) return `part ${number}`;
  return undefined;
}
