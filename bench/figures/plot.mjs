/** Figures as plots: bars by groups, on one scale of powers of ten. */
import { OURS } from "./table.mjs";

const [WIDTH, LABEL, BAR, ROW, HEAD] = [860, 190, 560, 18, 34];

/** Readable on light and on dark ground. */
const style = `text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:13px}.quiet{fill:#59636e}
.bar{fill:#a9b4c0}.ours{fill:#0969da}.hand{fill:#7d8894}.grid{stroke:#d1d9e0}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}.bar{fill:#57606a}.ours{fill:#4493f8}.hand{fill:#818b98}
.grid{stroke:#3d444d}}`;

/**
 * @typedef {{ name: string, value: number, shown: string, sort: "ours" | "hand" | "bar" }} Bar
 * @typedef {{ title: string, bars: readonly Bar[] }} Group
 */

/**
 * The times of all contenders on one set of frames.
 * @param {import("./table.mjs").Results} results
 * @param {string} set
 */
export function modulePlot({ about, results }, set) {
  const groups = results
    .filter((result) => result.set === set)
    .map(({ title, rows }) => ({
      title,
      bars: rows.map(({ name, nanoseconds }) => ({
        name,
        value: nanoseconds,
        shown: `${Math.round(nanoseconds).toLocaleString("en")} ns`,
        sort:
          name === OURS
            ? /** @type {const} */ ("ours")
            : name.startsWith("by hand")
              ? /** @type {const} */ ("hand")
              : /** @type {const} */ ("bar"),
      })),
    }));
  const foot = `${set}: time for one frame, shorter is better, each line ten times the one before it. ${about.date}, Node ${about.node}, ${about.machine}`;
  return plotOf(groups, foot);
}

/**
 * @param {readonly Group[]} groups
 * @param {string} foot
 */
export function plotOf(groups, foot) {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value));
  const [least, most] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  /** @param {number} value */
  const length = (value) => ((Math.log10(value) - least) / (most - least)) * BAR;
  let y = 8;
  const parts = [];
  for (const { title, bars } of groups) {
    parts.push(`<text class="title" x="0" y="${y + 16}">${escape(title)}</text>`);
    y += HEAD - 8;
    for (let power = least; power <= most; power++) {
      const x = round(LABEL + length(10 ** power));
      parts.push(`<path class="grid" d="M${x} ${y}V${y + bars.length * ROW}"/>`);
    }
    for (const { name, value, shown, sort } of bars.toSorted((a, b) => a.value - b.value)) {
      const width = round(Math.max(1, length(value)));
      parts.push(
        `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${escape(name)}</text>`,
        `<rect class="${sort}" x="${LABEL}" y="${y + 3}" width="${width}" height="${ROW - 6}"/>`,
        `<text class="quiet" x="${round(LABEL + width + 6)}" y="${y + 13}">${escape(shown)}</text>`,
      );
      y += ROW;
    }
    y += 10;
  }
  const body = [...parts, `<text class="quiet" x="0" y="${y + 12}">${escape(foot)}</text>`].join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 24}" role="img" aria-label="${escape(foot)}">
<style>${style}</style>
${body}
</svg>
`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
