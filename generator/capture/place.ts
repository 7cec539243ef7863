/** Finds in the text of a frame what a message is about, and cuts out the part around it. */
import type { Segment } from "../runtime/path.js";
import type { Excerpt } from "./problem.js";
import { walkJson } from "./walk.js";

/** From where to where, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the value is that a path leads to; of a doubled member the last one, which counts. */
export function findSpan(text: string, target: readonly Segment[]): Span | undefined {
  let found: Span | undefined;
  let start = 0;
  const isThere = (path: readonly Segment[]): boolean =>
    path.length === target.length && path.every((step, i) => step === target[i]);
  walkJson(text, {
    scalar: (from, end, path) => {
      if (isThere(path)) found = { start: from, end };
    },
    open: (from, path) => {
      if (isThere(path)) start = from;
    },
    close: (end, path) => {
      if (isThere(path)) found = { start, end };
    },
  });
  return found;
}

const before = 60;
const inAll = 160;

/** The part of a text around a place. What it gives holds on to none of the text. */
export function excerptOf(text: string, { start, end }: Span): Excerpt {
  const from = Math.max(0, Math.min(start, text.length) - before);
  const to = Math.min(text.length, from + inAll);
  const [head, tail] = [from > 0 ? "…" : "", to < text.length ? "…" : ""];
  const shift = head.length - from;
  const last = Math.min(Math.max(end, start), to);
  return { text: detached(head + text.slice(from, to) + tail), from: start + shift, to: last + shift };
}

/** A copy: a slice of a text would keep all of the text in memory. */
export function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
