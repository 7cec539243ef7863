/** Where in the logs the problems lie: a strip for each, from its beginning to its end. */
import type { LogPart, Problem, Report } from "../../../generator/index.js";
import { bytes, count, grouped, share } from "../../figures.js";
import { axisOf, byteTicks, type Domain, gridOf, percent } from "./axis.js";
import { breakable, cut, fitting, markup, type Markup, nothing, visible } from "./markup.js";
import { foldAway } from "./series.js";

const height = 36;
const shownAtOnce = 12;
const mostBytes = 200_000;

export function logsOf(report: Report): Markup {
  const { files } = report;
  if (files.length === 0) return nothing;
  const isBad = (file: LogPart): boolean => badIn(file) > 0 || file.faults.length > 0;
  // Of many, those with problems must not be the ones that are left out.
  const ranked = files.length > shownAtOnce ? [...files.filter(isBad), ...files.filter((file) => !isBad(file))] : files;
  const order = orderByFile(report);
  const { shown, left } = fitting(ranked, mostBytes, (file) => logOf(file, order.get(file.file) ?? []));
  const lost = `… and ${count(left.length, "more log")}, with ${count(
    sum(left, ({ frames }) => frames),
    "frame",
  )}, ${grouped(sum(left, badIn))} bad.`;
  const more = markup`
    ${shown.slice(shownAtOnce)}
    ${left.length > 0 && markup`<p class="quiet">${lost}</p>`}`;
  const caption = `Where bad frames are dense, from the beginning of ${files.length === 1 ? "the log" : "each log"} to its end${
    order.size > 0 ? "; marks above it where the order of a channel is broken" : ""
  }.`;
  return markup`
    <section id="logs">
      <h2>In the ${files.length === 1 ? "log" : "logs"}</h2>
      ${report.frames > 0 && markup`<p class="caption">${caption}</p>`}
      ${shown.slice(0, shownAtOnce)}
      ${ranked.length > shownAtOnce && foldAway(count(ranked.length - shownAtOnce, "more log"), more)}
    </section>`;
}

function badIn({ frames, valid }: LogPart): number {
  return frames - valid;
}

function sum(files: readonly LogPart[], number: (file: LogPart) => number): number {
  return files.reduce((all, file) => all + number(file), 0);
}

function orderByFile({ problems }: Report): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (!problem.code.startsWith("order/")) continue;
    const list = found.get(problem.file);
    if (list === undefined) found.set(problem.file, [problem]);
    else list.push(problem);
  }
  return found;
}

function logOf(file: LogPart, order: readonly Problem[]): Markup {
  const { format, compression, at, frames } = file;
  const bad = badIn(file);
  const about = [
    compression === undefined ? format : `${format}, ${compression}`,
    bytes(file.bytes),
    count(frames, "frame"),
    ...(at === undefined ? [] : [`frames at ${at}`]),
  ];
  const cells = cellsOf(file);
  const peak = Math.max(0, ...cells.map(({ bad, frames }) => bad / frames));
  const told = `${grouped(bad)} bad${cells.length > 1 ? `, up to ${share(peak, 1)} of the frames in one place` : ""}`;
  const verdict = bad === 0 ? markup`<span class="good">all valid</span>` : markup`<span class="error">${told}</span>`;
  return markup`
    <figure class="log">
      <figcaption>
        <span class="name">${breakable(cut(file.file, 300))}</span>
        <span class="quiet">${visible(cut(about.join(" · "), 300))}</span>
        ${frames > 0 && verdict}
      </figcaption>
      ${frames > 0 && stripOf(file, { cells, peak, order })}
    </figure>`;
}

/** A stretch of a log in which there are bad frames. */
interface Cell {
  readonly from: number;
  readonly to: number;
  readonly frames: number;
  readonly bad: number;
}

function cellsOf({ strip: { width, first, rows } }: LogPart): Cell[] {
  const { frames = [], bad = [] } = rows;
  return bad.flatMap((number, i) => {
    const from = (first + i) * width;
    return number === 0 ? [] : [{ from, to: from + width, frames: Math.max(number, frames[i] ?? 0), bad: number }];
  });
}

interface Drawn {
  readonly cells: readonly Cell[];
  readonly peak: number;
  readonly order: readonly Problem[];
}

function stripOf(file: LogPart, { cells, peak, order }: Drawn): Markup {
  const begin = Math.min(file.from, ...cells.map(({ from }) => from));
  const domain: Domain = { from: begin, to: Math.max(file.from + file.bytes, begin + 1) };
  const ticks = byteTicks(domain);
  const marks = new Set(order.map(({ offset }) => percent(offset, domain)));
  return markup`
    <div class="strip" role="img" aria-label="${labelOf(file, cells)}">
      <svg width="100%" height="${height}">
        <rect class="track" width="100%" height="100%" />
        ${cells.map((cell) => cellOf(cell, peak, domain))}
        ${gridOf(ticks, domain)}
        ${[...marks].map((x) => markup`<rect class="order" x="${x}%" width="3" height="6" />`)}
      </svg>
      ${axisOf(ticks, domain)}
    </div>`;
}

function cellOf({ from, to, frames, bad }: Cell, peak: number, domain: Domain): Markup {
  const x = Math.min(percent(from, domain), 99.7);
  const width = Math.max(0.3, Math.round((percent(to, domain) - x) * 100) / 100);
  const tall = Math.max(3, Math.round((bad / frames / peak) * height * 10) / 10);
  const title = `Bytes ${grouped(from)} to ${grouped(to)}: ${grouped(bad)} of ${count(frames, "frame")} bad`;
  return markup`
    <rect class="bad" x="${x}%" y="${height - tall}" width="${width}%" height="${tall}"><title>${title}</title></rect>`;
}

function labelOf(file: LogPart, cells: readonly Cell[]): string {
  const [first, last] = [cells[0], cells.at(-1)];
  const where = first && last && `, between byte ${grouped(first.from)} and ${grouped(last.to)}`;
  return `${grouped(badIn(file))} bad of ${count(file.frames, "frame")}${where ?? ""}`;
}
