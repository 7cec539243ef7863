/** The timeline: the way of each connection through its phases. */
import { connectionsIn, type Problem, type Report } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import { durationTicks, frameTicks } from "./axis.js";
import { cut, fitting, markup, type Markup, nothing } from "./markup.js";
import { type Entry, foldAway, legendOf, Series, unknownKind } from "./series.js";
import { keyOf, listOf, type Plot, rowOf } from "./timeline.js";
import { areTimed, domainOf, type LaidOut, layOut } from "./ways.js";

const shownAtOnce = 30;
const mostBytes = 300_000;
/** What a pointer that rests on a block is told takes more room than the block. */
const mostTitleBytes = 150_000;

/** Connections that tell their times and those that do not are two timelines. */
export function connectionsOf(report: Report): Markup {
  const ways = report.ways.filter(({ runs }) => runs.length > 0);
  const timed = areTimed(ways);
  const all = ways.map((way) => layOut(way, timed.has(way) ? "time" : "frames"));
  if (all.length === 0) return nothing;
  const order = orderProblemsOf(report);
  const isBad = (one: LaidOut): boolean => one.badFrames > 0 || order.has(keyOf(one.way));
  const isMany = all.length > shownAtOnce;
  // Of many, those with problems must not be the ones that are left out.
  const ranked = isMany ? [...all.filter(isBad), ...all.filter((one) => !isBad(one))] : all;
  const common = { series: seriesOf(all), isOneLog: report.files.length === 1, order };
  const parts = (["time", "frames"] as const)
    .map((axis) => ranked.filter((one) => one.axis === axis))
    .filter(({ length }) => length > 0)
    .map((part) => timelineOf(part, { ...common, titleBytes: mostTitleBytes, room: mostBytes / 2 }));
  const left = parts.reduce((sum, part) => sum + part.left, 0);
  return markup`
    <section id="connections">
      <h2>Connections</h2>
      <p class="caption">
        The way of each connection through its phases.
        ${scopeOf(report, { shown: all.length - left, left })}${isMany && " Those with problems come first."}
        ${!isNamed(all) && markup` The records name no connection; if they do, <code>--connection</code> says where.`}
      </p>
      ${legendOf(entriesOf(all, common.series))}
      ${parts.map(({ content }) => content)}
    </section>`;
}

type Common = Omit<Plot, "axis" | "domain" | "ticks"> & { readonly room: number };

function timelineOf(all: readonly LaidOut[], { room, ...common }: Common): { content: Markup; left: number } {
  const axis = all[0]?.axis ?? "frames";
  const domain = domainOf(all);
  const ticks = axis === "time" ? durationTicks(domain) : frameTicks(domain);
  const plot: Plot = { ...common, axis, domain, ticks };
  const { shown, left } = fitting(all, room, (one) => rowOf(one, plot));
  const more = listOf(shown.slice(shownAtOnce), plot);
  const content = markup`
    ${listOf(shown.slice(0, shownAtOnce), plot)}
    ${shown.length > shownAtOnce && foldAway(count(shown.length - shownAtOnce, "more connection"), more)}`;
  return { content, left: left.length };
}

function isNamed(all: readonly LaidOut[]): boolean {
  return all.some(({ way }) => way.connection !== "");
}

function scopeOf(report: Report, { shown, left }: { readonly shown: number; readonly left: number }): string {
  const { number, isExact } = connectionsIn(report);
  if (isExact && left === 0) return "";
  return ` Shown are ${grouped(shown)} of ${isExact ? "" : "about "}${grouped(number)}, chosen at random.`;
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
  const isUnknown = all.some(({ blocks }) => blocks.some(({ name }) => name === unknownKind));
  return [
    ...own,
    ...rest,
    ...(isUnknown ? [{ className: "unknown", label: "no known kind" }] : []),
    ...(isBad ? [{ className: "bad", label: "among them bad frames" }] : []),
  ];
}
