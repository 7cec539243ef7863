/** The ways of connections, laid out: phases one after the other along an axis that all of them share. */
import type { ConnectionWay, Run } from "../../../generator/index.js";
import type { Domain } from "./axis.js";

/** A stretch of a connection in one phase, or of frames of one kind where they tell no phase. */
export interface Block {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly frames: number;
}

/** Where bad frames are. */
export interface BadRun {
  readonly from: number;
  readonly to: number;
  readonly frames: number;
  readonly kind: string;
}

export interface LaidOut {
  readonly way: ConnectionWay;
  readonly axis: "time" | "frames";
  readonly blocks: readonly Block[];
  readonly bad: readonly BadRun[];
  readonly frames: number;
  readonly badFrames: number;
  /** Milliseconds since 1970, where times are told. */
  readonly start: number | undefined;
  /** In milliseconds or frames, as the axis is. */
  readonly length: number;
}

interface Timed extends Run {
  readonly from: number;
  readonly to: number;
}

/** Ways whose frames all tell their times, by logs in which time passes: some tools note that of the first frame only. */
export function areTimed(ways: readonly ConnectionWay[]): ReadonlySet<ConnectionWay> {
  const isPassing = ({ runs }: ConnectionWay): boolean => (runs.at(-1)?.to ?? 0) > (runs[0]?.from ?? 0);
  const passing = new Set(ways.filter(isPassing).map(({ file }) => file));
  return new Set(ways.filter(({ file, runs }) => passing.has(file) && runs.every(isTimed)));
}

function isTimed(run: Run): run is Timed {
  return run.from !== undefined && run.to !== undefined;
}

/** Lays a way out by time from its first frame on, or by frames. */
export function layOut(way: ConnectionWay, axis: "time" | "frames"): LaidOut {
  const runs = axis === "time" ? byTime(way.runs.filter(isTimed)) : byFrames(way.runs);
  const sum = (name: "frames" | "bad"): number => way.runs.reduce((all, run) => all + run[name], 0);
  return {
    way,
    axis,
    blocks: blocksOf(runs),
    bad: runs.filter(({ bad }) => bad > 0).map(({ from, to, bad, kind }) => ({ from, to, frames: bad, kind })),
    frames: sum("frames"),
    badFrames: sum("bad"),
    start: axis === "time" ? way.runs[0]?.from : undefined,
    length: runs.reduce((most, { to }) => Math.max(most, to), 0),
  };
}

/** A phase lasts until the next one begins. Clocks may go back; what is drawn does not. */
function byTime(runs: readonly Timed[]): Timed[] {
  const start = runs[0]?.from ?? 0;
  let last = 0;
  const shifted = runs.map((run) => {
    const from = Math.max(last, run.from - start);
    last = Math.max(from, run.to - start);
    return { ...run, from, to: last };
  });
  return shifted.map((run, i) => ({ ...run, to: shifted[i + 1]?.from ?? run.to }));
}

function byFrames(runs: readonly Run[]): Timed[] {
  let at = 0;
  return runs.map((run) => ({ ...run, from: at, to: (at += run.frames) }));
}

function blocksOf(runs: readonly Timed[]): Block[] {
  const blocks: { name: string; from: number; to: number; frames: number }[] = [];
  for (const { label, kind, from, to, frames } of runs) {
    const name = label === "" ? kind : label;
    const last = blocks.at(-1);
    if (last?.name === name) {
      last.to = to;
      last.frames += frames;
    } else blocks.push({ name, from, to, frames });
  }
  return blocks;
}

/** To the end of the longest, unless few are far longer than the others: those run out of the picture. */
export function domainOf(all: readonly LaidOut[]): Domain {
  const lengths = all.map(({ length }) => length).toSorted((a, b) => a - b);
  const longest = lengths.at(-1) ?? 0;
  const usual = lengths[Math.floor((lengths.length - 1) * 0.9)] ?? longest;
  return { from: 0, to: Math.max(1, longest > usual * 3 && usual > 0 ? usual * 1.2 : longest) };
}
