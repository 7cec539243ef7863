/** Adds tallies of parts up to the tally of the whole. Pure; the same whatever the parts were cut into. */
import { Binning } from "./bins.js";
import { joinOrders } from "./order.js";
import type { Place, Problem, ProblemGroup } from "./problem.js";
import { rankOf, Sample } from "./sample.js";
import {
  type ConnectionOrder,
  type ConnectionWay,
  countNames,
  type Counts,
  groupRank,
  type KindCounts,
  type LogPart,
  type Mark,
  type Marks,
  most,
  type Tally,
} from "./tally.js";
import { type Times, Timing } from "./times.js";
import { joinWays, wayName } from "./ways.js";

/** Where the places of one log in one tally begin in the whole log. */
interface Base {
  readonly tally: Tally;
  readonly file: string;
  readonly lines: number;
  readonly offset: number;
}

/** Adds up. Logs keep the order in which they first come; the parts of a log are put in order. */
export function mergeTallies(tallies: readonly Tally[], mostProblems: number): Tally {
  const files = [...new Set(tallies.flatMap(({ parts }) => parts.map(({ file }) => file)))];
  const ranks = new Map(files.map((file, i) => [file, i]));
  const bases = files.flatMap((file) => basesOf(file, tallies));
  const groups = mergeGroups(bases, ranks);
  const orders = mergeNamed(bases, (tally) => tally.connections, {
    most: most.connections,
    shift: shiftOrder,
    join: joinOrders,
  });
  const ways = mergeNamed(bases, (tally) => tally.ways, {
    most: most.ways,
    shift: (way: ConnectionWay) => way,
    join: joinWays,
  });
  return {
    counts: mergeCounts(tallies.map(({ counts }) => counts)),
    kinds: mergeKinds(tallies),
    errors: tallies.reduce((sum, { errors }) => sum + errors, 0),
    warnings: tallies.reduce((sum, { warnings }) => sum + warnings, 0),
    problems: bases
      .flatMap((base) => base.tally.problems.filter(({ file }) => file === base.file).map((one) => shift(one, base)))
      .toSorted(byPlace(ranks))
      .slice(0, mostProblems),
    groups: groups.list,
    parts: files.map((file) => mergeParts(bases.filter((base) => base.file === file))),
    connections: orders.list,
    ways: ways.list,
    times: mergeTimes(tallies),
    isPartial: {
      groups: groups.isPartial || tallies.some(({ isPartial }) => isPartial.groups),
      connections: orders.isPartial || tallies.some(({ isPartial }) => isPartial.connections),
      ways: ways.isPartial || tallies.some(({ isPartial }) => isPartial.ways),
    },
  };
}

function partOf(tally: Tally, file: string): LogPart | undefined {
  return tally.parts.find((part) => part.file === file);
}

function basesOf(file: string, tallies: readonly Tally[]): Base[] {
  const bases: Base[] = [];
  let [lines, bytes] = [0, 0];
  const withPart = tallies.flatMap((tally) => {
    const part = partOf(tally, file);
    return part === undefined ? [] : [{ tally, part }];
  });
  withPart.sort((a, b) => (a.part.part ?? 0) - (b.part.part ?? 0) || a.part.from - b.part.from);
  for (const { tally, part } of withPart) {
    const isRelative = part.part !== undefined && part.from === 0;
    bases.push({ tally, file, lines, offset: isRelative ? bytes : 0 });
    lines += part.lines;
    bytes += part.bytes;
  }
  return bases;
}

function mergeCounts(all: readonly Counts[]): Counts {
  const sum = { frames: 0, valid: 0, invalid: 0, unknownKind: 0, missingKind: 0, notJson: 0 };
  for (const counts of all) for (const name of countNames) sum[name] += counts[name];
  return sum;
}

function mergeKinds(tallies: readonly Tally[]): Tally["kinds"] {
  const sums = new Map<string, KindCounts>();
  for (const [kind, { frames, invalid, bytes }] of tallies.flatMap(({ kinds }) => kinds)) {
    const sum = sums.get(kind) ?? { frames: 0, invalid: 0, bytes: 0 };
    sums.set(kind, { frames: sum.frames + frames, invalid: sum.invalid + invalid, bytes: sum.bytes + bytes });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

function shift<P extends Place>(place: P, { lines, offset }: Base): P {
  return lines === 0 && offset === 0 ? place : { ...place, line: place.line + lines, offset: place.offset + offset };
}

function byPlace(ranks: ReadonlyMap<string, number>): (a: Problem, b: Problem) => number {
  return (a, b) =>
    (ranks.get(a.file) ?? 0) - (ranks.get(b.file) ?? 0) ||
    a.offset - b.offset ||
    (a.entryMessage ?? 0) - (b.entryMessage ?? 0);
}

function mergeGroups(
  bases: readonly Base[],
  ranks: ReadonlyMap<string, number>,
): { list: ProblemGroup[]; isPartial: boolean } {
  const chosen = new Sample<ProblemGroup>(most.groups, groupRank(rankOf));
  const before = byPlace(ranks);
  for (const base of bases) {
    for (const group of base.tally.groups) {
      // Counted once for each tally: with the log that its first problem is in.
      if (group.first.file !== base.file) continue;
      const shifted = { ...group, first: shift(group.first, base) };
      const known = chosen.get(group.key);
      if (known !== undefined) chosen.set(group.key, joinGroups(known, shifted, before));
      else if (chosen.wants(group.key)) chosen.set(group.key, shifted);
    }
  }
  const list = chosen.entries().map(([, group]) => group);
  return { list: list.toSorted((a, b) => before(a.first, b.first)), isPartial: chosen.isPartial };
}

function joinGroups(a: ProblemGroup, b: ProblemGroup, before: (a: Problem, b: Problem) => number): ProblemGroup {
  const earlier = before(a.first, b.first) <= 0 ? a : b;
  return { ...earlier, count: a.count + b.count };
}

/** Things of connections, which are those of one log; the parts of a log come in order. */
function mergeNamed<T extends { readonly file: string; readonly connection: string }>(
  bases: readonly Base[],
  listOf: (tally: Tally) => readonly T[],
  { most, shift, join }: { most: number; shift: (one: T, base: Base) => T; join: (a: T, b: T) => T },
): { list: T[]; isPartial: boolean } {
  const chosen = new Sample<T>(most);
  for (const base of bases) {
    for (const one of listOf(base.tally)) {
      if (one.file !== base.file) continue;
      const name = wayName(one.file, one.connection);
      const known = chosen.get(name);
      if (known !== undefined) chosen.set(name, join(known, shift(one, base)));
      else if (chosen.wants(name)) chosen.set(name, shift(one, base));
    }
  }
  return { list: chosen.entries().map(([, one]) => one), isPartial: chosen.isPartial };
}

function shiftOrder(order: ConnectionOrder, base: Base): ConnectionOrder {
  const mark = (one: Mark): Mark => shift(one, base);
  const marks = ({ frames, first }: Marks): Marks => ({ frames, first: mark(first) });
  return {
    ...order,
    first: mark(order.first),
    last: mark(order.last),
    ...(order.again && { again: marks(order.again) }),
    ...(order.terminal && { terminal: mark(order.terminal) }),
    ...(order.after && { after: marks(order.after) }),
  };
}

function mergeTimes(tallies: readonly Tally[]): Times {
  const timing = new Timing();
  for (const { times } of tallies) timing.addAll(times);
  return timing.data;
}

function mergeParts(bases: readonly Base[]): LogPart {
  const pairs = bases.flatMap(({ tally, file, offset }) => {
    const part = partOf(tally, file);
    return part === undefined ? [] : [{ part, offset }];
  });
  const [first] = pairs;
  if (first === undefined) throw new Error("a log without parts");
  if (pairs.length === 1) return first.part;
  const parts = pairs.map(({ part }) => part);
  const strip = new Binning(most.strip);
  for (const { part, offset } of pairs) strip.addAll(part.strip, offset);
  const faults = new Map(parts.flatMap(({ faults }) => faults).map((fault) => [JSON.stringify(fault), fault]));
  const { part: _part, ...about } = first.part;
  return {
    ...about,
    ...mergeCounts(parts),
    to: first.part.part === undefined ? Math.max(...parts.map(({ to }) => to)) : sum(parts, "bytes"),
    bytes: sum(parts, "bytes"),
    lines: sum(parts, "lines"),
    skipped: sum(parts, "skipped"),
    faults: [...faults.values()],
    strip: strip.data,
  };
}

function sum(parts: readonly LogPart[], name: "bytes" | "lines" | "skipped"): number {
  return parts.reduce((all, part) => all + part[name], 0);
}
