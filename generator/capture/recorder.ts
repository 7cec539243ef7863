/** Adds up what comes of the frames of one part of a log. */
import { Binning } from "./bins.js";
import type { RecordPlace } from "./frame.js";
import type { KnownKind } from "./kinds.js";
import { beginOrder, type Building, continueOrder } from "./order.js";
import type { Excerpt, Problem, ProblemGroup } from "./problem.js";
import { rankOf, Sample } from "./sample.js";
import type { Run } from "./scanner/scanner.js";
import {
  type Counts,
  groupRank,
  type KindCounts,
  type LogFault,
  type LogPart,
  type Mark,
  most,
  type Tally,
} from "./tally.js";
import { Timing } from "./times.js";
import { Ways, wayName } from "./ways.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Verdict = Exclude<keyof Counts, "frames">;

/** What came of a frame. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly kind: KnownKind | undefined;
  /** What the frame says of the phase that it belongs to. */
  readonly phase: string | undefined;
}

/** What makes a problem, where it is among the first of its sort. */
export interface Report {
  readonly key: string;
  readonly severity: "error" | "warning";
  readonly make: () => Problem;
  /** Undefined where there is nothing to show. */
  readonly example: () => Excerpt | undefined;
}

/**
 * What the parts of a log that one thread has read before have shown: their problems come first in the report, so later parts
 * need not make any. Parts are read in the order of the log.
 */
export class Shown {
  problems = 0;
  readonly groups = new Map<string, Pick<ProblemGroup, "first" | "frame">>();
}

export class Recorder {
  readonly counts: Mutable<Counts> = { frames: 0, valid: 0, invalid: 0, unknownKind: 0, missingKind: 0, notJson: 0 };
  readonly faults: LogFault[] = [];
  skipped = 0;
  readonly #found = { error: 0, warning: 0 };
  readonly #kinds = new Map<string, Mutable<KindCounts>>();
  readonly #problems: Problem[] = [];
  readonly #groups = new Sample<Mutable<ProblemGroup>>(most.groups, groupRank(rankOf));
  readonly #orders = new Sample<Building>(most.connections);
  readonly #ways: Ways;
  readonly #strip = new Binning(most.strip);
  readonly #times = new Timing();
  readonly file: string;
  readonly #mostProblems: number;
  readonly #shown: Shown;
  #binned = { frames: 0, edge: 0, offset: 0 };

  constructor(file: string, mostProblems: number, shown = new Shown()) {
    this.file = file;
    this.#mostProblems = mostProblems;
    this.#shown = shown;
    this.#ways = new Ways(file);
  }

  /** Whether it matters of what phase a frame of a connection is. */
  wantsPhase(connection: string): boolean {
    return this.#ways.wants(connection);
  }

  /** Counts good frames of kinds that have come before, on a connection whose way is cut. */
  run(run: Run, { base, nameOf }: { base: number; nameOf: (kind: number) => string }): void {
    const { lines, kinds, frames, bytes } = run;
    this.#binRun(run, base);
    this.counts.frames += lines;
    this.counts.valid += lines;
    for (const kind of kinds) {
      const counts = this.#kinds.get(nameOf(kind));
      if (counts === undefined) continue;
      counts.frames += frames[kind] ?? 0;
      counts.bytes += bytes[kind] ?? 0;
    }
  }

  /** Counts a frame; its mark is made where the order on its connection depends on it. */
  frame(place: RecordPlace, outcome: Outcome, mark: () => Mark): void {
    const { verdict, kind } = outcome;
    const { bytes, offset, time } = place;
    this.counts.frames++;
    this.counts[verdict]++;
    if (kind !== undefined) {
      let counts = this.#kinds.get(kind.name);
      if (counts === undefined) this.#kinds.set(kind.name, (counts = { frames: 0, invalid: 0, bytes: 0 }));
      counts.frames++;
      counts.bytes += bytes;
      if (verdict === "invalid") counts.invalid++;
    }
    if (offset >= this.#binned.edge) this.#nextBin(offset, this.counts.frames - 1);
    if (verdict !== "valid") this.#strip.add("bad", offset);
    if (time !== undefined) this.#times.add(kind?.name ?? "?", verdict, time);
    this.#ways.add(place, outcome);
    if (place.channel !== undefined && kind !== undefined) this.#follow(place, kind, mark);
  }

  problem({ key, severity, make, example }: Report): void {
    this.#found[severity]++;
    let made: Problem | undefined;
    if (this.#shown.problems < this.#mostProblems) {
      this.#shown.problems++;
      this.#problems.push((made = make()));
    }
    const group = this.#groups.get(key);
    if (group !== undefined) group.count++;
    else if (this.#groups.wants(key))
      this.#groups.set(key, { key, count: 1, ...this.#show(key, made ?? make, example) });
  }

  /** The first problem of a group, where an earlier part has not shown it. */
  #show(
    key: string,
    first: Problem | Report["make"],
    example: Report["example"],
  ): Pick<ProblemGroup, "first" | "frame"> {
    const known = this.#shown.groups.get(key);
    if (known !== undefined) return known;
    const frame = example();
    const shown = { first: typeof first === "function" ? first() : first, ...(frame && { frame }) };
    if (this.#shown.groups.size < most.groups) this.#shown.groups.set(key, shown);
    return shown;
  }

  tally(part: Omit<LogPart, keyof Counts | "file" | "strip" | "faults" | "skipped">): Tally {
    this.#nextBin(this.#binned.offset, this.counts.frames);
    const whole: LogPart = {
      file: this.file,
      ...part,
      ...this.counts,
      skipped: this.skipped,
      faults: this.faults,
      strip: this.#strip.data,
    };
    return {
      counts: this.counts,
      kinds: [...this.#kinds],
      errors: this.#found.error,
      warnings: this.#found.warning,
      problems: this.#problems,
      groups: this.#groups.entries().map(([, group]) => group),
      parts: [whole],
      connections: this.#orders.entries().map(([, order]) => order),
      ways: this.#ways.data(),
      times: this.#times.data,
      isPartial: { groups: this.#groups.isPartial, connections: this.#orders.isPartial, ways: this.#ways.isPartial },
    };
  }

  /** Frames are added to the strip when the next bin begins: cheaper than one by one. */
  #nextBin(offset: number, framesBefore: number): void {
    const isIn = framesBefore - this.#binned.frames;
    if (isIn > 0) this.#strip.add("frames", this.#binned.offset, isIn);
    this.#binned = { frames: framesBefore, offset, edge: this.#strip.edgeAfter(offset) };
  }

  /** As {@link #nextBin} for each of the frames; bins are as wide at once as the last one makes them. */
  #binRun({ lines, startOf }: Run, base: number): void {
    if (lines === 0) return;
    const before = this.counts.frames;
    const last = base + startOf(lines - 1);
    this.#strip.reach(this.#binned.offset, last);
    this.#binned.edge = this.#strip.edgeAfter(this.#binned.offset);
    for (let line = 0; last >= this.#binned.edge;) {
      const { edge } = this.#binned;
      line = firstOf(line, lines, (one) => base + startOf(one) >= edge);
      this.#nextBin(base + startOf(line), before + line);
    }
  }

  #follow({ connection, channel = "", line, offset }: RecordPlace, kind: KnownKind, full: () => Mark): void {
    const name = wayName(this.file, connection);
    const order = this.#orders.get(name);
    if (order !== undefined) {
      continueOrder(order, kind, { bare: { file: this.file, line, offset, kind: kind.name, excerpt: "" }, full });
    } else if (this.#orders.wants(name)) {
      this.#orders.set(name, beginOrder({ file: this.file, connection, channel }, kind, full()));
    }
  }
}

/** The first number of a range from which on something is so; it is of the last one. */
function firstOf(from: number, to: number, isSo: (one: number) => boolean): number {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
