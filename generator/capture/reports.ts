/** Adds reports of parts up to the report of the whole. */
import { CodegenError, errorAt } from "../diagnostic.js";
import { mergeTallies } from "./merge.js";
import { type ChannelRules, type Report, reportOf, tallyOf } from "./report.js";

/** A report as it was read, and where it was read from. */
export interface ReadReport {
  readonly file: string;
  readonly report: unknown;
}

/** Adds up. Throws `CodegenError` where one is no report, or two cover the same part of a log. */
export function mergeReports(read: readonly ReadReport[]): Report {
  const reports = read.map(checked);
  refuseOverlaps(read, reports);
  const maxProblems = Math.max(...reports.map((report) => report.maxProblems));
  const channels = new Map<string, ChannelRules>(
    reports.flatMap(({ channels }) => channels).map((one) => [one.channel, one]),
  );
  return reportOf(mergeTallies(reports.map(tallyOf), maxProblems), {
    channels: [...channels.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1)),
    interrupted: reports.some(({ interrupted }) => interrupted),
    maxProblems,
  });
}

const numbers = [
  "frames",
  "valid",
  "invalid",
  "unknownKind",
  "missingKind",
  "notJson",
  "warnings",
  "maxProblems",
] as const;
const lists = ["problems", "groups", "files", "channels", "connections", "ways"] as const;

function checked({ file, report }: ReadReport): Report {
  const refuse = (problem: string): never => {
    throw new CodegenError([errorAt("report/not-report", { file }, { problem })]);
  };
  if (typeof report !== "object" || report === null) return refuse("it holds no object");
  const given = report as { readonly [name: string]: unknown };
  if (given["version"] !== 1) return refuse("it has no version that is known here");
  const number = numbers.find((name) => typeof given[name] !== "number");
  if (number !== undefined) return refuse(`"${number}" is no number`);
  const list = lists.find((name) => !Array.isArray(given[name]));
  if (list !== undefined) return refuse(`"${list}" is no list`);
  return report as Report;
}

function refuseOverlaps(read: readonly ReadReport[], reports: readonly Report[]): void {
  const seen = new Map<string, [from: number, to: number][]>();
  for (const [i, { files }] of reports.entries()) {
    for (const { file: log, from, to, part } of files) {
      const key = `${part ?? ""} ${log}`;
      const ranges = seen.get(key) ?? [];
      if (to > from && ranges.some((range) => from < range[1] && range[0] < to)) {
        throw new CodegenError([errorAt("report/overlap", { file: read[i]?.file ?? "" }, { log })]);
      }
      seen.set(key, [...ranges, [from, to]]);
    }
  }
}
