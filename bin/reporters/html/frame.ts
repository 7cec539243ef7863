/** A frame as people read it: over lines, and the place that a problem is about marked. */
import type { Excerpt } from "../../../generator/index.js";
import { count } from "../../figures.js";
import { markup, Markup, type Part, visible } from "./markup.js";
import { type Line, linesOf, type Token } from "./tokens.js";

/** Lines that are shown around the place. */
const mostLines = 120;
const deepest = 12;

/** Laid out. */
export function frameOf({ text, from, to }: Excerpt): Markup {
  // What begins in the middle of something cannot be laid out.
  if (text.startsWith("…")) return rawOf({ text, from, to });
  const lines = linesOf(text);
  const isIn = (line: Line): boolean => line.tokens.some((token) => token.from < to && token.to > from);
  const place = Math.max(0, lines.findIndex(isIn));
  const start = Math.max(0, Math.min(place - mostLines / 3, lines.length - mostLines));
  const shown = lines.slice(start, start + mostLines);
  const marked = shown.map((line) => lineOf(line, { from, to }, isIn(line)));
  const [before, after] = [gapOf(start), gapOf(lines.length - start - shown.length)];
  return markup`<pre class="frame"><code>${before}${marked}${after}</code></pre>`;
}

/** As it is: what is no JSON has no layout. */
export function rawOf({ text, from, to }: Excerpt): Markup {
  const place = text.slice(from, to);
  const isAtEnd = from === text.length;
  const mark = isAtEnd
    ? markup`<mark class="end">ends here</mark>`
    : place !== "" && markup`<mark>${visible(place)}</mark>`;
  const [before, after] = [visible(text.slice(0, from)), visible(text.slice(to))];
  return markup`<pre class="frame raw"><code>${before}${mark}${after}</code></pre>`;
}

function gapOf(lines: number): Part {
  return lines > 0 && markup`<span class="gap">… ${count(lines, "line")}</span>`;
}

const lineEnd = new Markup("\n");

/** The spaces are there for those who copy them; the class makes what is wrapped stay indented. */
function lineOf({ depth, tokens }: Line, place: Span, isIn: boolean): Markup {
  const indent = Math.min(depth, deepest);
  const pieces = tokens.map((token, i) => [spaceBefore(token, tokens[i - 1]), tokenOf(token, place)]);
  return markup`<span class="line i${indent}${isIn && " in"}">${"  ".repeat(indent)}${pieces}${lineEnd}</span>`;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spaceBefore({ text, type }: Token, previous: Token | undefined): string {
  if (previous === undefined) return "";
  const after = previous.type === "sign" ? previous.text : "";
  if (type === "sign" && text === "}") return after === "{" ? "" : " ";
  return after === "," || after === ":" || after === "{" ? " " : "";
}

/** Of what is marked, the values and names, and the brackets around all of it; the rest is seen by its lines. */
function tokenOf({ text, type, from, to }: Token, place: Span): Markup {
  const isMarked = from >= place.from && to <= place.to && to > from;
  const isEdge = from === place.from || to === place.to;
  const shown = visible(text);
  const piece = type === "key" || type === "string" ? markup`<span class="${type}">${shown}</span>` : shown;
  return isMarked && isEdge ? markup`<mark>${piece}</mark>` : piece;
}
