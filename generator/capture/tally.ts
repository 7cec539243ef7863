/**
 * What was counted and found in a part of the logs. Plain data that adds up: over byte ranges, worker threads, shards
 * and machines.
 */
import type { Bins } from "./bins.js";
import type { Place, Problem, ProblemGroup } from "./problem.js";
import type { Times } from "./times.js";

/** Each frame is counted once among `valid` and those after it. */
export interface Counts {
  readonly frames: number;
  readonly valid: number;
  readonly invalid: number;
  readonly unknownKind: number;
  readonly missingKind: number;
  readonly notJson: number;
}

export const countNames = ["frames", "valid", "invalid", "unknownKind", "missingKind", "notJson"] as const;

export interface KindCounts {
  readonly frames: number;
  readonly invalid: number;
  readonly bytes: number;
}

/** Something that kept a log from being read as a whole; where nothing could be read, also what is wrong elsewhere. */
export interface LogFault {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  /** Where it is in a file of schemas or of the configuration. */
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** What was read of one log: the lines that begin in a range of bytes. */
export interface LogPart extends Counts {
  readonly file: string;
  readonly format: string;
  readonly compression?: string;
  /** Where in each record the frame is, if records wrap frames. */
  readonly at?: string;
  readonly from: number;
  readonly to: number;
  /** Bytes of the file, where it is one. */
  readonly size?: number;
  /** A part of a log that was split by something else: its number, and places count from its own start. */
  readonly part?: number;
  readonly bytes: number;
  /** Lines that begin in it. */
  readonly lines: number;
  /** Lines or records that were too long, nested too deeply, or of too many values to be checked. */
  readonly skipped: number;
  readonly faults: readonly LogFault[];
  /** Frames and bad frames by offset. */
  readonly strip: Bins;
}

/** A frame that decides about the order on its connection. */
export interface Mark extends Place {
  readonly kind: string;
  readonly excerpt: string;
}

/** Several frames that break one rule: how many, and the first. */
export interface Marks {
  readonly frames: number;
  readonly first: Mark;
}

/** One connection of a channel that has order rules. */
export interface ConnectionOrder {
  readonly file: string;
  readonly connection: string;
  readonly channel: string;
  readonly frames: number;
  readonly first: Mark;
  readonly isFirst: boolean;
  /** Kinds that come first, where they come later. */
  readonly again?: Marks;
  /** The first frame that ends the connection, and what comes after it. */
  readonly terminal?: Mark;
  readonly after?: Marks;
  readonly last: Mark;
}

/** A run of frames of one kind and phase on a connection. */
export interface Run {
  readonly label: string;
  readonly kind: string;
  readonly frames: number;
  readonly bad: number;
  /** Milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

/** The way of one connection through its kinds and phases, from its start. */
export interface ConnectionWay {
  readonly file: string;
  readonly connection: string;
  readonly runs: readonly Run[];
  /** More runs came than are kept. */
  readonly isCut: boolean;
}

export interface Tally {
  readonly counts: Counts;
  readonly kinds: readonly (readonly [kind: string, counts: KindCounts])[];
  /** Problems in all, without those about order. */
  readonly errors: number;
  readonly warnings: number;
  /** The first ones, in the order of the logs. Those about order are derived from `connections`. */
  readonly problems: readonly Problem[];
  /** Problems by group; beyond a number of groups only some. */
  readonly groups: readonly ProblemGroup[];
  readonly parts: readonly LogPart[];
  readonly connections: readonly ConnectionOrder[];
  readonly ways: readonly ConnectionWay[];
  readonly times: Times;
  readonly isPartial: { readonly groups: boolean; readonly connections: boolean; readonly ways: boolean };
}

/** How much of what grows with a log is kept. */
export const most = { groups: 500, connections: 10_000, ways: 100, runs: 150, strip: 120 } as const;

/** Groups whose names come from the log make room for those that come from the schemas. */
export function groupRank(rank: (key: string) => number): (key: string) => number {
  return (key) => rank(key) + (key.startsWith("frame/unknown-kind") ? 0x1_0000_0000 : 0);
}

const noCounts = { frames: 0, valid: 0, invalid: 0, unknownKind: 0, missingKind: 0, notJson: 0 };
const noBins = { width: 1, first: 0, rows: {} };
const noTimes = { frames: noBins, bad: noBins };

/** The tally of nothing. */
export function emptyTally(): Tally {
  const lists = { kinds: [], problems: [], groups: [], parts: [], connections: [], ways: [] };
  const isPartial = { groups: false, connections: false, ways: false };
  return { counts: noCounts, errors: 0, warnings: 0, ...lists, times: { clock: noTimes, elapsed: noTimes }, isPartial };
}

/** The tally of a log that could not be read. */
export function faultyTally(file: string, fault: LogFault): Tally {
  const nothing = { from: 0, to: 0, bytes: 0, lines: 0, skipped: 0 };
  return {
    ...emptyTally(),
    parts: [{ file, format: "unknown", ...nothing, ...noCounts, faults: [fault], strip: noBins }],
  };
}
