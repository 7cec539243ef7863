/** The totals: a bar in which each frame is counted once, and beside it what is counted apart from that. */
import { connectionsIn, type Report, type Timeline } from "../../../generator/index.js";
import { bytes, duration, grouped, share } from "../../figures.js";
import { timeText } from "./axis.js";
import { markup, type Markup } from "./markup.js";

const verdicts = [
  ["valid", "valid", "Valid"],
  ["invalid", "invalid", "Invalid"],
  ["unknownKind", "unknown", "Unknown kind"],
  ["missingKind", "missing", "Without kind"],
  ["notJson", "not-json", "Not JSON objects"],
] as const;

export function totalsOf(report: Report, seconds: number | undefined): Markup {
  const tiles = verdicts.map(([name, className, label]) => {
    const number = report[name];
    return markup`
      <div class="${number === 0 ? "none" : className}">
        <dt>${label}</dt>
        <dd>${grouped(number)}${report.frames > 0 && markup` <small>${share(number, report.frames)}</small>`}</dd>
      </div>`;
  });
  const facts = factsOf(report, seconds).map(
    ([term, value]) => markup`<div><dt>${term}</dt><dd class="whole">${value}</dd></div>`,
  );
  return markup`
    <section class="totals" aria-label="Totals">
      ${barOf(report)}
      <dl class="tiles">${tiles}</dl>
      <dl class="facts">${facts}</dl>
    </section>`;
}

/** Few among many must not vanish. */
const least = 0.4;

function barOf(report: Report): Markup {
  let x = 0;
  const parts = verdicts.map(([name, className]) => {
    const width = (report[name] / Math.max(report.frames, 1)) * 100;
    const start = Math.min(x, 100 - least);
    x += width;
    return (
      width > 0 &&
      markup`<rect class="${className}" x="${round(start)}%" width="${round(Math.max(width, least))}%" height="100%" />`
    );
  });
  return markup`
    <svg class="shares" width="100%" height="14" aria-hidden="true">
      <rect class="track" width="100%" height="100%" />
      ${parts}
    </svg>`;
}

function factsOf(report: Report, seconds: number | undefined): (readonly [term: string, value: string])[] {
  const { files, kinds, skipped, orderViolations, warnings } = report;
  const connections = connectionsIn(report);
  const isNamed = report.ways.some(({ connection }) => connection !== "");
  const facts: (readonly [string, string | undefined])[] = [
    ["Frames", grouped(report.frames)],
    ["Order violations", grouped(orderViolations)],
    ["Warnings", grouped(warnings)],
    ["Too large to check", skipped === 0 ? undefined : grouped(skipped)],
    ["Kinds", grouped(Object.keys(kinds).length)],
    ["Connections", isNamed ? `${connections.isExact ? "" : "about "}${grouped(connections.number)}` : undefined],
    ["Logs", grouped(files.length)],
    ["Size", bytes(report.bytes)],
    ["Time (UTC)", timesText(report.times.clock)],
    ["Time passed", timesText(report.times.elapsed)],
    ["Checked in", seconds === undefined ? undefined : duration(seconds)],
  ];
  return facts.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]));
}

/** When the first and the last frame came; the date once, where it is the same. */
function timesText({ first, last }: Timeline): string | undefined {
  if (first === undefined || last === undefined) return undefined;
  const span = { from: first, to: last };
  const [from, to] = [timeText(first, span), timeText(last, span)];
  if (from === to) return from;
  const [date = "", time] = to.split(" ");
  return `${from} to ${from.startsWith(date) && time !== undefined && date.includes("-") ? time : to}`;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
