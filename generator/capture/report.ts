/** The report: the tally with everything that follows from it. One JSON document, which adds up with others. */
import { type OrderProblem, orderProblems } from "./order.js";
import type { Problem, ProblemGroup } from "./problem.js";
import { nothingInIt } from "./fault.js";
import { estimateFrom } from "./sample.js";
import type { ConnectionOrder, ConnectionWay, Counts, KindCounts, LogFault, LogPart, Tally } from "./tally.js";
import type { Times } from "./times.js";
import { wayName } from "./ways.js";

/** The order rules of a channel that was looked at. */
export interface ChannelRules {
  readonly channel: string;
  readonly first: readonly string[];
  readonly terminal: readonly string[];
}

/** A group with what its problems have in common. */
export interface ReportedGroup extends ProblemGroup {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly kind?: string;
}

export interface Report extends Counts {
  readonly version: 1;
  /** Whether everything was read that was asked for. */
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly orderViolations: number;
  /** Problems in all, those about order included: what is listed and grouped may be less. */
  readonly errors: number;
  readonly warnings: number;
  readonly bytes: number;
  /** Lines or records that were too long, nested too deeply, or of too many values to be checked. */
  readonly skipped: number;
  readonly kinds: { readonly [kind: string]: KindCounts };
  readonly problems: readonly Problem[];
  readonly groups: readonly ReportedGroup[];
  readonly files: readonly LogPart[];
  readonly channels: readonly ChannelRules[];
  readonly connections: readonly ConnectionOrder[];
  readonly ways: readonly ConnectionWay[];
  /** Frames over time, as far as they tell it. */
  readonly times: Times;
  /** What was left out because there was too much of it; counts are exact all the same. */
  readonly partial: Tally["isPartial"];
  readonly maxProblems: number;
}

export interface ReportOptions {
  readonly channels: readonly ChannelRules[];
  readonly interrupted: boolean;
  readonly maxProblems: number;
}

/** The report of a tally. */
export function reportOf(tally: Tally, { channels, interrupted, maxProblems }: ReportOptions): Report {
  const order = orderOf(tally.connections, channels);
  const files = tally.parts.map(withEmptiness);
  const ranks = new Map(files.map(({ file }, i) => [file, i]));
  const place = (a: Problem, b: Problem): number =>
    (ranks.get(a.file) ?? 0) - (ranks.get(b.file) ?? 0) ||
    a.offset - b.offset ||
    (a.entryMessage ?? 0) - (b.entryMessage ?? 0);
  // Each sort has room of its own: those about order may vanish when the report is added to others.
  const orderly = order.map(({ problem }) => problem).toSorted(place);
  const problems = [...tally.problems, ...orderly.slice(0, maxProblems)].toSorted(place);
  const groups = [...tally.groups, ...groupOrder(order)].toSorted((a, b) => place(a.first, b.first));
  const derived = countBySeverity(order);
  return {
    version: 1,
    complete: !interrupted && files.every(({ faults }) => faults.every(({ severity }) => severity !== "error")),
    interrupted,
    ...tally.counts,
    orderViolations: derived.error,
    errors: tally.errors + derived.error,
    warnings: tally.warnings + derived.warning,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    skipped: files.reduce((sum, { skipped }) => sum + skipped, 0),
    kinds: Object.fromEntries([...tally.kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
    problems,
    groups: groups.map(({ first, ...group }) => reported(group, first)),
    files,
    channels,
    connections: tally.connections,
    ways: tally.ways,
    times: tally.times,
    partial: tally.isPartial,
    maxProblems,
  };
}

/** Of a log that was read in parts only all of them together tell that there is nothing in it. */
function withEmptiness(part: LogPart): LogPart {
  const { from, to, bytes, size, frames, skipped, faults } = part;
  const isWhole = from === 0 && size !== undefined && to === size && bytes === size;
  if (!isWhole || frames + skipped + faults.length > 0) return part;
  return { ...part, faults: [nothingInIt] };
}

function reported(group: Omit<ProblemGroup, "first">, first: Problem): ReportedGroup {
  const { code, severity, kind } = first;
  return { code, severity, ...(kind !== undefined && { kind }), ...group, first };
}

/** The tally that a report was made from. */
export function tallyOf(report: Report): Tally {
  const { frames, valid, invalid, unknownKind, missingKind, notJson } = report;
  const order = orderOf(report.connections, report.channels);
  const derived = countBySeverity(order);
  return {
    counts: { frames, valid, invalid, unknownKind, missingKind, notJson },
    kinds: Object.entries(report.kinds),
    errors: report.errors - derived.error,
    warnings: report.warnings - derived.warning,
    problems: report.problems.filter(({ code }) => !code.startsWith("order/")),
    groups: report.groups
      .filter(({ code }) => !code.startsWith("order/"))
      .map(({ key, count, first, frame }) => ({ key, count, first, ...(frame !== undefined && { frame }) })),
    parts: report.files,
    connections: report.connections,
    ways: report.ways,
    times: report.times,
    isPartial: report.partial,
  };
}

function orderOf(connections: readonly ConnectionOrder[], channels: readonly ChannelRules[]): OrderProblem[] {
  const rules = new Map(channels.map((one) => [one.channel, one]));
  return connections.flatMap((order) => {
    const rule = rules.get(order.channel);
    return rule === undefined ? [] : orderProblems(order, rule);
  });
}

function countBySeverity(order: readonly OrderProblem[]): { readonly error: number; readonly warning: number } {
  const counts = { error: 0, warning: 0 };
  for (const { problem, frames } of order) counts[problem.severity] += frames;
  return counts;
}

function groupOrder(order: readonly OrderProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { frames, problem } of order) {
    const key = `${problem.code} ${problem.kind ?? ""}`;
    const known = groups.get(key);
    const frame = problem.excerpt;
    groups.set(key, { key, first: problem, ...(frame && { frame }), ...known, count: (known?.count ?? 0) + frames });
  }
  return [...groups.values()];
}

/** How many connections there were: exactly, where none of their ways had to be left out, otherwise about so many. */
export function connectionsIn({ ways, partial }: Report): { readonly number: number; readonly isExact: boolean } {
  if (!partial.ways) return { number: ways.length, isExact: true };
  return { number: estimateFrom(ways.map(({ file, connection }) => wayName(file, connection))), isExact: false };
}

/** Everything that kept logs from being read, with the log. */
export function faultsOf(report: Report): (LogFault & { readonly file: string })[] {
  return report.files.flatMap(({ file, faults }) => faults.map((fault) => ({ ...fault, file })));
}
