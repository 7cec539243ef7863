/** Frames over time as the layers of a plot: counts by kind, in bins that leave something to see. */
import { type Bins, type Report, type Timeline, widerTime } from "../../../generator/index.js";
import { count } from "../../figures.js";
import type { Domain } from "./axis.js";
import { cut } from "./markup.js";
import { Series, unknownKind } from "./series.js";

/** The time that a timeline spans, to the width of a bin; undefined where there is none. */
export function spanOf({ frames }: Timeline): Domain | undefined {
  const columns = columnsIn(frames);
  return columns === 0 ? undefined : { from: frames.first * frames.width, to: (frames.first + columns) * frames.width };
}

/** Kinds by how frequent they are. */
export function kindSeries({ kinds }: Report): Series {
  const ranked = Object.entries(kinds).toSorted(([a, x], [b, y]) => y.frames - x.frames || (a < b ? -1 : 1));
  return new Series(ranked.map(([kind]) => kind));
}

const fewColumns = 60;

/** Wider bins, as long as most of many would be empty. */
export function coarse(bins: Bins): Bins {
  const columns = columnsIn(bins);
  const frames = sumOf(Object.values(bins.rows).map(sumOf));
  if (columns <= fewColumns || frames >= columns) return bins;
  const width = widerTime(bins.width);
  const factor = width / bins.width;
  const first = Math.floor(bins.first / factor);
  const rows = Object.entries(bins.rows).map(([name, counts]) => {
    const wide: number[] = [];
    for (const [i, count] of counts.entries()) {
      const column = Math.floor((bins.first + i) / factor) - first;
      wide[column] = (wide[column] ?? 0) + count;
    }
    return [name, wide] as const;
  });
  return coarse({ width, first, rows: Object.fromEntries(rows) });
}

export interface Layer {
  readonly className: string;
  readonly label: string;
  readonly counts: readonly number[];
}

/** From the bottom of the stack to its top. */
export function layersOf(report: Report, times: Bins): Layer[] {
  const { rows } = times;
  const columns = columnsIn(times);
  const series = kindSeries(report);
  const countsOf = (names: readonly string[]): number[] =>
    Array.from({ length: columns }, (_, i) => names.reduce((sum, name) => sum + (rows[name]?.[i] ?? 0), 0));
  const layers: Layer[] = series.own.map((name) => ({
    className: series.classOf(name),
    label: cut(name, 60),
    counts: countsOf([name]),
  }));
  if (series.rest.length > 0) {
    layers.push({ className: "rest", label: count(series.rest.length, "other kind"), counts: countsOf(series.rest) });
  }
  if (rows[unknownKind] !== undefined) {
    layers.push({ className: "unknown", label: "of no known kind", counts: countsOf([unknownKind]) });
  }
  return layers.filter(({ counts }) => sumOf(counts) > 0);
}

/** Bad frames in the bins of all frames, which are as wide or wider. */
export function badCounts({ width, first, rows }: Bins, times: Bins, columns: number): number[] {
  const counts = Array.from({ length: columns }, () => 0);
  for (const row of Object.values(rows)) {
    for (const [i, number] of row.entries()) {
      const column = Math.floor(((first + i) * width) / times.width) - times.first;
      counts[column] = (counts[column] ?? 0) + number;
    }
  }
  return counts;
}

function columnsIn({ rows }: Bins): number {
  return Math.max(0, ...Object.values(rows).map((counts) => counts.length));
}

export function sums(all: readonly (readonly number[])[]): number[] {
  return (all[0] ?? []).map((_, i) => all.reduce((sum, counts) => sum + (counts[i] ?? 0), 0));
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, number) => sum + number, 0);
}
