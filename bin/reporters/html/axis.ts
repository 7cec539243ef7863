/** Axes: from values to percent of a width, and the values that get a tick. */
import { bytes, duration, grouped } from "../../figures.js";
import { markup, type Markup } from "./markup.js";

/** From where to where; never empty. */
export interface Domain {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
  /** Left out where there is little room. */
  readonly isFine: boolean;
}

/** Where a value is, in percent of the axis. */
export function percent(value: number, { from, to }: Domain): number {
  const share = ((value - from) / (to - from)) * 100;
  return Math.round(Math.min(100, Math.max(0, share)) * 100) / 100;
}

/** At most so many multiples of 1, 2 or 5 times a power of ten (or of the steps that are given). */
function multiples({ from, to }: Domain, most: number, stepOver: (least: number) => number = decimalStep): number[] {
  const step = stepOver((to - from) / most);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, Math.min(count, most + 1)) }, (_, i) => (first + i) * step);
}

function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

function ticksOf(values: readonly number[], label: (value: number) => string): Tick[] {
  const step = (values[1] ?? 1) - (values[0] ?? 0);
  return values.map((value) => ({ value, label: shortened(label(value)), isFine: Math.round(value / step) % 2 !== 0 }));
}

/** `10.0 kB` is `10 kB`, and `5 min 0 s` is `5 min`. */
function shortened(label: string): string {
  return label.replace(/\.0(?= )| 0 (?:s|min|h)$/, "");
}

export function roundDuration(milliseconds: number): string {
  return shortened(duration(milliseconds / 1000));
}

/** For counts, from 0: no ticks between whole numbers. */
export function countTicks(most: number): Tick[] {
  const values = multiples({ from: 0, to: most }, 5, (least) => Math.max(1, decimalStep(least)));
  return ticksOf(values, abbreviated);
}

/** `950`, `1.2k`, `35M` */
export function abbreviated(number: number): string {
  const [size, unit] = number >= 1e9 ? [1e9, "G"] : number >= 1e6 ? [1e6, "M"] : number >= 1e4 ? [1e3, "k"] : [1, ""];
  return size === 1 ? grouped(number) : `${String(Math.round((number / size) * 10) / 10)}${unit}`;
}

export function byteTicks(domain: Domain): Tick[] {
  return ticksOf(multiples(domain, 10), bytes);
}

export function frameTicks(domain: Domain): Tick[] {
  return ticksOf(
    multiples(domain, 10, (least) => Math.max(1, decimalStep(least))),
    grouped,
  );
}

const [second, minute, day] = [1000, 60_000, 86_400_000] as const;
const stepSeconds = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
] as const;

function timeStep(least: number): number {
  if (least < second) return decimalStep(least);
  const seconds = stepSeconds.find((step) => step * second >= least);
  return seconds !== undefined ? seconds * second : decimalStep(least / day) * day;
}

/** Of times that pass, from 0 on. */
export function durationTicks(domain: Domain): Tick[] {
  return ticksOf(multiples(domain, 8, timeStep), (value) => (value === 0 ? "0" : duration(value / 1000)));
}

/** Of points in time, in UTC. */
export function timeTicks(domain: Domain): Tick[] {
  const values = multiples(domain, 8, timeStep);
  const step = (values[1] ?? domain.to) - (values[0] ?? domain.from);
  if (isElapsed(domain)) return durationTicks(domain);
  const isLong = domain.to - domain.from > 360 * day;
  const [from, to] =
    step >= day ? [isLong ? 0 : 5, 10] : step >= minute ? [11, 16] : step >= second ? [11, 19] : [14, 23];
  return ticksOf(values, (value) => isoOf(value).slice(from, to));
}

/** Before 1980: a log may tell how long it had been recorded, and not the time of day. */
export function isElapsed({ from }: Domain): boolean {
  return from < 3652 * day;
}

/** `2026-05-05 12:34:56`, in UTC */
export function timeText(value: number, domain: Domain): string {
  if (isElapsed(domain)) return roundDuration(value);
  return isoOf(value).slice(0, domain.to - domain.from < 20 * second ? 23 : 19);
}

function isoOf(value: number): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace("T", " ");
}

/** Lines through a plot, one for each tick of the axis along the bottom. */
export function gridOf(ticks: readonly Tick[], domain: Domain): Markup {
  return markup`${ticks.map(({ value, isFine }) => {
    const x = percent(value, domain);
    return markup`<line class="grid${isFine && " fine"}" x1="${x}%" x2="${x}%" y1="0" y2="100%" />`;
  })}`;
}

/** The axis along the bottom: labels under their ticks, those at the ends kept inside. */
export function axisOf(ticks: readonly Tick[], domain: Domain): Markup {
  const labels = ticks.map(({ value, label, isFine }) => {
    const x = percent(value, domain);
    const anchor = x < 4 ? "start" : x > 96 ? "end" : "middle";
    return markup`<text class="${anchor}${isFine && " fine"}" x="${x}%" y="15">${label}</text>`;
  });
  return markup`<svg class="axis" width="100%" height="20" aria-hidden="true">${labels}</svg>`;
}
