/** Prints what would change in a file as a short unified diff. */
import { structuredPatch } from "diff";
import type { Step } from "../../generator/index.js";
import { manifestPath } from "../../generator/index.js";
import { type Paint, plain } from "../terminal.js";

const mostLines = 40;
const mostColumns = 160;

/** Diffs of what is stale, missing or orphaned. The manifest, mostly hashes, is shown only where nothing else is. */
export function formatDiffs(steps: readonly Step[], name: (path: string) => string, paint: Paint): string[] {
  const changed = steps.filter(({ state }) => state === "stale" || state === "missing" || state === "orphan");
  const telling = changed.filter(({ path }) => path !== manifestPath);
  return (telling.length > 0 ? telling : changed).map((step) => {
    const from = step.found === undefined ? "/dev/null" : `a/${name(step.path)}`;
    const to = step.wanted === undefined ? "/dev/null" : `b/${name(step.path)}`;
    const texts = [withLf(step.found ?? ""), withLf(step.wanted ?? "")] as const;
    // Texts with little in common take a diff minutes; after a second nobody wants to see it any more.
    const patch = structuredPatch(from, to, ...texts, "", "", { context: 2, timeout: 1000 });
    const lines = patch?.hunks.flatMap((hunk) => [
      `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
      ...hunk.lines,
    ]);
    return [`--- ${from}`, `+++ ${to}`, ...shorten(lines ?? ["@@ too different to show @@"], paint)].join("\n");
  });
}

/** An empty range is written as following the line before it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function withLf(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

function shorten(lines: readonly string[], paint: Paint): string[] {
  const shown = lines.slice(0, mostLines).map((line) => {
    const text = plain(line.length > mostColumns ? `${line.slice(0, mostColumns)}…` : line);
    if (line.startsWith("@@")) return paint("dim", text);
    return line.startsWith("+") ? paint("added", text) : line.startsWith("-") ? paint("removed", text) : text;
  });
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, paint("dim", `… and ${rest} more lines`)] : shown;
}
