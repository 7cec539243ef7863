/** The table of kinds: how many frames of each, and how many of them are bad. */
import type { Report } from "../../../generator/index.js";
import { bytes, count, grouped, share } from "../../figures.js";
import { breakable, cut, fitting, markup, type Markup, nothing } from "./markup.js";
import { kindSeries } from "./layers.js";
import { foldAway, type Series, swatch } from "./series.js";

const shownAtOnce = 30;
const mostBytes = 200_000;

interface Row {
  readonly label: Markup;
  readonly series: string;
  readonly frames: number;
  readonly bad: number;
  readonly bytes: number | undefined;
}

/** Two tables where there are many kinds, the second one closed. */
export function kindsOf(report: Report): Markup {
  const rows = [...kindRows(report, kindSeries(report)), ...rowsWithoutKind(report)];
  if (rows.length === 0) return nothing;
  const most = Math.max(...rows.map(({ frames }) => frames));
  const { shown, left } = fitting(rows, mostBytes, (row) => rowOf(row, report, most));
  const folded = rows.slice(shownAtOnce);
  const lost = `… and ${count(left.length, "more kind")}, with ${count(framesOf(left), "frame")}. The report in JSON has them all.`;
  const more = markup`
    ${tableOf(shown.slice(shownAtOnce), "More kinds")}
    ${left.length > 0 && markup`<p class="quiet">${lost}</p>`}`;
  return markup`
    <section id="kinds">
      <h2>Kinds</h2>
      ${tableOf(shown.slice(0, shownAtOnce), "Frames by kind")}
      ${folded.length > 0 && foldAway(`${count(folded.length, "more kind")}, with ${count(framesOf(folded), "frame")}`, more)}
    </section>`;
}

function kindRows({ kinds }: Report, series: Series): Row[] {
  return [...series.own, ...series.rest].map((kind) => {
    const { frames = 0, invalid = 0, bytes: size = 0 } = kinds[kind] ?? {};
    const label = markup`${swatch(series.classOf(kind))}<code>${breakable(cut(kind, 120))}</code>`;
    return { label, series: series.classOf(kind), frames, bad: invalid, bytes: size };
  });
}

/** So that the rows add up to all frames. */
function rowsWithoutKind({ unknownKind, missingKind, notJson }: Report): Row[] {
  const rows = [
    ["of unknown kind", unknownKind],
    ["without kind", missingKind],
    ["not JSON objects", notJson],
  ] as const;
  return rows
    .filter(([, frames]) => frames > 0)
    .map(([label, frames]) => ({
      label: markup`${swatch("unknown")}<em>${label}</em>`,
      series: "unknown",
      frames,
      bad: frames,
      bytes: undefined,
    }));
}

function framesOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { frames }) => sum + frames, 0);
}

function tableOf(rows: readonly Markup[], caption: string): Markup {
  return markup`
    <table class="kinds">
      <caption class="unseen">${caption}</caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col" class="bar"><span class="unseen">Plot</span></th>
          <th scope="col" class="number">Frames</th>
          <th scope="col" class="number wide">Share</th>
          <th scope="col" class="number">Bad</th>
          <th scope="col" class="number wide">Bad share</th>
          <th scope="col" class="number">Size</th>
          <th scope="col" class="number wide">Mean size</th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>`;
}

function rowOf(row: Row, report: Report, most: number): Markup {
  const { label, frames, bad, bytes: size } = row;
  const none = bad === 0 ? " none" : "";
  return markup`
    <tr>
      <th scope="row"><span class="label">${label}</span></th>
      <td class="bar">${barOf(row, most)}</td>
      <td class="number">${grouped(frames)}</td>
      <td class="number wide">${share(frames, report.frames)}</td>
      <td class="number${bad === 0 ? none : " error"}">${grouped(bad)}</td>
      <td class="number wide${none}">${share(bad, frames)}</td>
      <td class="number">${size !== undefined && bytes(size)}</td>
      <td class="number wide">${size !== undefined && bytes(size / Math.max(frames, 1))}</td>
    </tr>`;
}

function barOf({ frames, bad, series }: Row, most: number): Markup {
  const widthOf = (number: number): number => Math.round((number / Math.max(most, 1)) * 10_000) / 100;
  const x = widthOf(frames - bad);
  return markup`
    <svg width="100%" height="12" aria-hidden="true">
      <rect class="${series}" width="${x}%" height="12" />
      ${bad > 0 && markup`<rect class="bad" x="${x}%" width="${Math.max(widthOf(bad), 0.7)}%" height="12" />`}
    </svg>`;
}
