/** Adds reports of parts up to the report of the whole. */
import { readFile } from "node:fs/promises";
import type { SchemaObject } from "ajv";
import { ajvLibrary } from "../ajv/library.js";
import { CodegenError, errorAt } from "../diagnostic.js";
import { installation } from "../installation.js";
import { gapsIn, refuseOverlaps } from "./coverage.js";
import { mergeTallies } from "./merge.js";
import { captureDefaults } from "./options.js";
import { type ChannelRules, type Report, reportOf, tallyOf } from "./report.js";
import { faultyTally, type LogFault, type Tally } from "./tally.js";

/** The report of a validation that could not be done at all. */
export function failedReport(faults: readonly (LogFault & { readonly file: string })[]): Report {
  const { maxProblems } = captureDefaults;
  const tallies = faults.map(({ file, ...fault }) => faultyTally(file, fault));
  return reportOf(mergeTallies(tallies, maxProblems), { channels: [], interrupted: false, maxProblems });
}

/** A report as it was read, and where it was read from. */
export interface ReadReport {
  readonly file: string;
  readonly report: unknown;
}

/** Adds up. Throws `CodegenError` where one is no report, or two cover the same part of a log. */
export async function mergeReports(read: readonly ReadReport[]): Promise<Report> {
  const isReport = await reportCheck();
  const reports = read.map(({ file, report }) => isReport(report, file));
  const covered = reports.flatMap(({ files }, i) => files.map((part) => ({ report: read[i]?.file ?? "", part })));
  refuseOverlaps(covered);
  const maxProblems = Math.max(...reports.map((report) => report.maxProblems));
  const channels = new Map<string, ChannelRules>(
    reports.flatMap(({ channels }) => channels).map((one) => [one.channel, one]),
  );
  const tally = mergeTallies(reports.map(tallyOf), maxProblems);
  return reportOf(withFaults(tally, gapsIn(covered)), {
    channels: [...channels.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1)),
    interrupted: reports.some(({ interrupted }) => interrupted),
    maxProblems,
  });
}

function withFaults(tally: Tally, faults: ReadonlyMap<string, LogFault>): Tally {
  const parts = tally.parts.map((part) => {
    const fault = faults.get(part.file);
    return fault === undefined ? part : { ...part, faults: [...part.faults, fault] };
  });
  return { ...tally, parts };
}

/** Checks what was read from a file by the schema that the package ships. */
async function reportCheck(): Promise<(report: unknown, file: string) => Report> {
  const { Ajv2020 } = ajvLibrary();
  const schema: unknown = JSON.parse(await readFile(new URL("report.schema.json", installation().folder), "utf8"));
  const isReport = new Ajv2020().compile<Report>(schema as SchemaObject);
  return (report, file) => {
    if (isReport(report)) return report;
    const { instancePath = "", message = "" } = isReport.errors?.[0] ?? {};
    const problem = `${instancePath === "" ? "it" : instancePath} ${message}`;
    throw new CodegenError([errorAt("report/not-report", { file }, { problem })]);
  };
}
