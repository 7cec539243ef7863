/** A timeline as markup: a row for each connection, along an axis that they share. */
import type { Problem } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import { axisOf, type Domain, gridOf, percent, roundDuration, type Tick, timeText } from "./axis.js";
import { breakable, cut, markup, type Markup, nothing, visible } from "./markup.js";
import { type Series, unknownKind } from "./series.js";
import type { BadRun, Block, LaidOut } from "./ways.js";

/** What all rows of a timeline have in common. */
export interface Plot {
  readonly axis: "time" | "frames";
  readonly domain: Domain;
  readonly ticks: readonly Tick[];
  readonly series: Series;
  readonly isOneLog: boolean;
  readonly order: ReadonlyMap<string, readonly Problem[]>;
  titleBytes: number;
}

const axisNames = {
  time: "Time since the first frame of each connection",
  frames: "Frames one by one, since the records do not tell how much time lies between them",
} as const;

/** By what problems and connections belong together. */
export function keyOf({ file, connection }: { readonly file: string; readonly connection?: string }): string {
  return `${file}\0${connection ?? ""}`;
}

export function listOf(rows: readonly Markup[], { axis, ticks, domain }: Plot): Markup {
  return markup`
    <ol class="ways">${rows}</ol>
    <div class="ways-axis">${axisOf(ticks, domain)}<p class="axis-name">${axisNames[axis]}</p></div>`;
}

export function rowOf(one: LaidOut, plot: Plot): Markup {
  const { way, frames, badFrames, length, start } = one;
  const name = way.connection === "" ? "all frames" : way.connection;
  const log = way.file.split(/[/\\]/).at(-1) ?? "";
  const begins = start === undefined ? "" : `, begins at ${timeText(start, { from: start, to: start })}`;
  const lasts = plot.axis === "frames" ? [] : [roundDuration(length)];
  const facts = [...lasts, `${way.isCut ? "first " : ""}${count(frames, "frame")}`];
  const problems = (plot.order.get(keyOf(way)) ?? []).slice(0, 3);
  const flags = problems.map(
    ({ severity, message }) => markup`<span class="${severity}">${visible(cut(message, 160))}</span>`,
  );
  return markup`
    <li>
      <span class="name" title="${cut(name, 200)}${begins}">
        ${breakable(shortened(name))}${!plot.isOneLog && markup` <span class="quiet">${visible(cut(log, 80))}</span>`}
      </span>
      ${barOf(one, plot)}
      <span class="about">
        ${facts.join(" · ")}${badFrames > 0 && markup` · <span class="error">${grouped(badFrames)} bad</span>`}
        ${length > plot.domain.to && ", goes on"}
      </span>
      ${flags.length > 0 && markup`<span class="flags">${flags}</span>`}
    </li>`;
}

/** Addresses are alike at their beginning, and told apart by their end. */
function shortened(name: string): string {
  return name.length <= mostOfName ? name : `${cut(name, mostOfName / 3)}${name.slice((-mostOfName * 2) / 3)}`;
}

const mostOfName = 60;
const height = 18;
const badHeight = 5;

function barOf({ blocks, bad, way }: LaidOut, plot: Plot): Markup {
  const names = [...new Set(blocks.map(({ name }) => name))];
  const phases = `${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}`;
  const label = `Phases: ${cut(phases, 300)}${way.isCut ? "; the beginning only" : ""}`;
  return markup`
    <svg class="way" width="100%" height="${height + badHeight}" role="img" aria-label="${label}">
      ${gridOf(plot.ticks, plot.domain)}
      ${blocks.map((block) => blockOf(block, plot))}
      ${bad.map((run) => badOf(run, plot))}
    </svg>`;
}

function blockOf({ name, from, to, frames }: Block, plot: Plot): Markup {
  const { x, width } = extentOf({ from, to }, { domain: plot.domain, least: 0.6 });
  const time = plot.axis === "time" ? `, ${roundDuration(to - from)}` : "";
  const title = titled(
    markup`<title>${name === unknownKind ? "no known kind" : cut(name, 60)}: ${count(frames, "frame")}${time}</title>`,
    plot,
  );
  const className = plot.series.classOf(name);
  return markup`<rect class="${className}" x="${x}%" width="${width}%" height="${height}">${title}</rect>`;
}

function badOf({ from, to, frames, kind }: BadRun, plot: Plot): Markup {
  const { x, width } = extentOf({ from, to }, { domain: plot.domain, least: 0.9 });
  const title = titled(markup`<title>${count(frames, "bad frame")}: ${cut(kind, 60)}</title>`, plot);
  return markup`<rect class="bad" x="${x}%" y="${height}" width="${width}%" height="${badHeight}">${title}</rect>`;
}

/** In percent; what takes no time is seen all the same. */
function extentOf(
  { from, to }: Domain,
  { domain, least }: { readonly domain: Domain; readonly least: number },
): { readonly x: number; readonly width: number } {
  const x = Math.min(percent(from, domain), 100 - least);
  return { x, width: Math.max(least, Math.round((percent(to, domain) - x) * 100) / 100) };
}

function titled(title: Markup, plot: Plot): Markup {
  plot.titleBytes -= title.size;
  return plot.titleBytes < 0 ? nothing : title;
}
