/** The timeline: the way of each connection through its phases. */
import { connectionsIn, type Problem, type Report } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import {
  axisOf,
  type Domain,
  durationTicks,
  frameTicks,
  gridOf,
  percent,
  roundDuration,
  type Tick,
  timeText,
} from "./axis.js";
import { cut, fitting, markup, type Markup, nothing, visible } from "./markup.js";
import { type Entry, foldAway, legendOf, Series } from "./series.js";
import { areTimed, type BadRun, type Block, domainOf, type LaidOut, layOut } from "./ways.js";

const shownAtOnce = 30;
const mostBytes = 300_000;
/** What a pointer that rests on a block is told takes more room than the block. */
const mostTitleBytes = 150_000;

/** What all rows of the timeline have in common. */
interface Plot {
  readonly axis: "time" | "frames";
  readonly domain: Domain;
  readonly ticks: readonly Tick[];
  readonly series: Series;
  readonly isOneLog: boolean;
  readonly order: ReadonlyMap<string, readonly Problem[]>;
  titleBytes: number;
}

export function connectionsOf(report: Report): Markup {
  const axis = areTimed(report.ways) ? "time" : "frames";
  const all = report.ways.filter(({ runs }) => runs.length > 0).map((way) => layOut(way, axis));
  if (all.length === 0) return nothing;
  const plot = plotOf(report, all, axis);
  const isBad = (one: LaidOut): boolean => one.badFrames > 0 || plot.order.has(keyOf(one.way));
  const isMany = all.length > shownAtOnce;
  // Of many, those with problems must not be the ones that are left out.
  const ranked = isMany ? [...all.filter(isBad), ...all.filter((one) => !isBad(one))] : all;
  const { shown, left } = fitting(ranked, mostBytes, (one) => rowOf(one, plot));
  const more = listOf(shown.slice(shownAtOnce), plot);
  const what = axis === "time" ? "time since its first frame" : "frames, since not all of them tell their time";
  const scope = scopeOf(report, { shown: shown.length, left: left.length });
  return markup`
    <section id="connections">
      <h2>Connections</h2>
      <p class="caption">
        The way of each connection through its phases; along the axis ${what}.
        ${scope}${isMany && " Those with problems come first."}
      </p>
      ${!isNamed(all) && markup`<p class="caption">The records name no connection. If they do, <code>--connection</code> says where.</p>`}
      ${legendOf(entriesOf(all, plot.series))}
      ${listOf(shown.slice(0, shownAtOnce), plot)}
      ${shown.length > shownAtOnce && foldAway(count(shown.length - shownAtOnce, "more connection"), more)}
    </section>`;
}

function isNamed(all: readonly LaidOut[]): boolean {
  return all.some(({ way }) => way.connection !== "");
}

function plotOf(report: Report, all: readonly LaidOut[], axis: Plot["axis"]): Plot {
  const domain = domainOf(all);
  return {
    axis,
    domain,
    ticks: axis === "time" ? durationTicks(domain) : frameTicks(domain),
    series: seriesOf(all),
    isOneLog: report.files.length === 1,
    order: orderProblemsOf(report),
    titleBytes: mostTitleBytes,
  };
}

function scopeOf(report: Report, { shown, left }: { readonly shown: number; readonly left: number }): string {
  const { number, isExact } = connectionsIn(report);
  if (isExact && left === 0) return "";
  return ` Shown are ${grouped(shown)} of ${isExact ? "" : "about "}${grouped(number)}, chosen at random.`;
}

function keyOf({ file, connection }: { readonly file: string; readonly connection?: string }): string {
  return `${file}\0${connection ?? ""}`;
}

function orderProblemsOf({ problems }: Report): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems.filter(({ code }) => code.startsWith("order/"))) {
    found.set(keyOf(problem), [...(found.get(keyOf(problem)) ?? []), problem]);
  }
  return found;
}

/** Colours in the order in which phases come; if there are too many, for those that take most room. */
function seriesOf(all: readonly LaidOut[]): Series {
  const lengths = new Map<string, number>();
  for (const { name, from, to } of all.flatMap(({ blocks }) => blocks)) {
    lengths.set(name, (lengths.get(name) ?? 0) + to - from);
  }
  const names = [...lengths.keys()];
  const longest = new Series(names.toSorted((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0)));
  const isOwn = new Set(longest.own);
  return new Series([...names.filter((name) => isOwn.has(name)), ...longest.rest]);
}

function entriesOf(all: readonly LaidOut[], series: Series): Entry[] {
  const own = series.own.map((name) => ({ className: series.classOf(name), label: cut(name, 60) }));
  const rest = series.rest.length === 0 ? [] : [{ className: "rest", label: `${grouped(series.rest.length)} others` }];
  const isBad = all.some(({ badFrames }) => badFrames > 0);
  return [...own, ...rest, ...(isBad ? [{ className: "bad", label: "among them bad frames" }] : [])];
}

function listOf(rows: readonly Markup[], { ticks, domain }: Plot): Markup {
  return markup`<ol class="ways">${rows}</ol><div class="ways-axis">${axisOf(ticks, domain)}</div>`;
}

function rowOf(one: LaidOut, plot: Plot): Markup {
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
        ${visible(cut(name, 120))}${!plot.isOneLog && markup` <span class="quiet">${visible(cut(log, 80))}</span>`}
      </span>
      ${barOf(one, plot)}
      <span class="about">
        ${facts.join(" · ")}${badFrames > 0 && markup` · <span class="error">${grouped(badFrames)} bad</span>`}
        ${length > plot.domain.to && ", goes on"}
      </span>
      ${flags.length > 0 && markup`<span class="flags">${flags}</span>`}
    </li>`;
}

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
  const title = titled(markup`<title>${cut(name, 60)}: ${count(frames, "frame")}${time}</title>`, plot);
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
