/** The plot of frames over time: a stack of kinds, and under it, on the same axis, the bad frames. */
import type { Bins, Report, Timeline } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import {
  abbreviated,
  axisOf,
  countTicks,
  type Domain,
  gridOf,
  isElapsed,
  percent,
  roundDuration,
  timeText,
  timeTicks,
} from "./axis.js";
import { cut, fitting, markup, type Markup, nothing } from "./markup.js";
import { badCounts, coarse, type Layer, layersOf, spanOf, sumOf, sums } from "./layers.js";
import { legendOf } from "./series.js";

const heights = { frames: 180, bad: 44 } as const;
const mostTitleBytes = 60_000;

export function overTimeOf(report: Report): Markup {
  if (report.frames === 0) return nothing;
  const { clock, elapsed } = report.times;
  const figures = [figureOf(report, clock), figureOf(report, elapsed)].filter(({ isEmpty }) => !isEmpty);
  const none = markup`
    <p class="quiet">The records of these logs tell no time. If they do, <code>--time</code> says where.</p>`;
  return markup`<section id="time"><h2>Over time</h2>${figures.length === 0 ? none : figures}</section>`;
}

function figureOf(report: Report, timeline: Timeline): Markup {
  if (spanOf(timeline) === undefined) return nothing;
  const times = coarse(timeline.frames);
  const domain = spanOf({ ...timeline, frames: times }) ?? { from: 0, to: 1 };
  const layers = layersOf(report, times);
  const frames = sums(layers.map(({ counts }) => counts));
  const bad = badCounts(timeline.bad, times, frames.length);
  const peak = Math.max(...frames);
  const at = timeText(domain.from + frames.indexOf(peak) * times.width, domain);
  const since = isElapsed(domain) ? ", in time that passed" : "";
  const what = `Frames per ${roundDuration(times.width)} by kind${since}`;
  const below = sumOf(bad) > 0 ? " Bad frames stand below, on a scale of their own." : "";
  const peaks = `At most ${grouped(peak)}, in the ${roundDuration(times.width)} from ${at}.${below}`;
  const plot = { domain, columns: frames.length };
  const titles = titlesOf(times, { domain, layers, bad });
  const badLayer = { className: "bad", label: "bad", counts: bad };
  return markup`
    <figure>
      <figcaption>${what}. <span class="quiet">${peaks}</span></figcaption>
      ${legendOf(layers)}
      <div class="chart" role="img" aria-label="${what}, over time. ${peaks}">
        ${chartOf({ ...plot, name: "frames", top: peak, layers, titles })}
        ${sumOf(bad) > 0 && chartOf({ ...plot, name: "bad", top: Math.max(...bad), layers: [badLayer], titles: nothing })}
        <span></span>
        ${axisOf(timeTicks(domain), domain)}
      </div>
    </figure>`;
}

interface Chart {
  readonly name: keyof typeof heights;
  readonly domain: Domain;
  readonly columns: number;
  readonly top: number;
  readonly layers: readonly Layer[];
  readonly titles: Markup;
}

function chartOf({ name, domain, columns, top, layers, titles }: Chart): Markup {
  const height = heights[name];
  const ticks = name === "bad" ? [{ value: top, label: abbreviated(top), isFine: false }] : countTicks(top);
  const y = (value: number): number => Math.round((1 - value / top) * height * 10) / 10;
  const lines = [{ value: 0 }, ...ticks].map(
    ({ value }) => markup`<line class="grid" x1="0" x2="100%" y1="${y(value)}" y2="${y(value)}" />`,
  );
  const labels = ticks.map(({ value, label }) => markup`<text x="100%" y="${y(value) + 4}">${label}</text>`);
  return markup`
    <svg class="scale" width="100%" height="${height}">
      ${labels}
      ${name === "bad" && markup`<text class="error" x="100%" y="${height}">bad</text>`}
    </svg>
    <svg class="area" width="100%" height="${height}">
      ${gridOf(timeTicks(domain), domain)}
      ${lines}
      <svg viewBox="0 0 ${columns} ${top}" preserveAspectRatio="none" width="100%" height="100%">
        ${stacked(layers, top)}
      </svg>
      ${titles}
    </svg>`;
}

/** One path for each layer: its steps from left to right, and those of the layer below back. */
function stacked(layers: readonly Layer[], top: number): Markup[] {
  let below: readonly number[] = layers[0]?.counts.map(() => top) ?? [];
  return layers.map(({ className, counts }) => {
    const above = below.map((level, i) => level - (counts[i] ?? 0));
    const there = above.map((level, i) => `V${level}H${i + 1}`);
    const back = below.map((level, i) => `V${level}H${i}`).toReversed();
    below = above;
    return markup`<path class="${className}" d="M0 ${above[0] ?? top}${there}${back}Z" />`;
  });
}

interface Told {
  readonly domain: Domain;
  readonly layers: readonly Layer[];
  readonly bad: readonly number[];
}

/** What a pointer that rests on the plot is told. */
function titlesOf(times: Bins, { domain, layers, bad }: Told): Markup {
  const width = Math.ceil(10_000 / bad.length) / 100;
  const { shown } = fitting(bad, mostTitleBytes, (badHere, i) => {
    const here = layers.flatMap(({ label, counts }) =>
      (counts[i] ?? 0) > 0 ? [{ label, frames: counts[i] ?? 0 }] : [],
    );
    if (here.length === 0) return nothing;
    const start = domain.from + i * times.width;
    const frames = here.reduce((all, one) => all + one.frames, 0);
    const kinds = here.map(({ label, frames }) => `${cut(label, 40)} ${grouped(frames)}`).join(", ");
    const title = `From ${timeText(start, domain)}: ${count(frames, "frame")}, ${grouped(badHere)} bad (${kinds})`;
    return markup`
      <rect class="hover" x="${percent(start, domain)}%" width="${width}%" height="100%"><title>${title}</title></rect>`;
  });
  return markup`${shown}`;
}
