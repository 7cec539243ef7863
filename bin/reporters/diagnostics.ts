/** Prints findings: where, what, the source line with a caret under the place, and a hint. */
import { relative, sep } from "node:path";
import { describe, type Diagnostic, type Where } from "../../generator/diagnostic.js";
import type { Context } from "../command.js";
import { type Paint, plain } from "../terminal.js";
import { fitted, width, wrapped } from "./lines.js";
import { createLocator, type Place } from "./locate.js";

// Nobody reads more at a time, and one generated file can be wrong at every line.
const mostShown = 500;

/** Prints findings to stderr, file by file and from top to bottom, with paths as seen from the working directory. */
export async function reportDiagnostics(found: readonly Diagnostic[], { terminal, cwd }: Context): Promise<void> {
  const locate = createLocator();
  const format: Format = { cwd, paint: terminal.paintErr, columns: terminal.errColumns };
  const located: Located[] = [];
  const errorsFirst = [...found].sort((a, b) => Number(a.severity !== "error") - Number(b.severity !== "error"));
  for (const one of errorsFirst.slice(0, mostShown)) located.push({ one, place: await locate(one.where) });
  for (const { one, place } of located.sort(byPlace)) terminal.err(formatDiagnostic(one, place, format));
  if (found.length > mostShown) terminal.err(`… and ${found.length - mostShown} more`);
}

interface Located {
  readonly one: Diagnostic;
  readonly place: Place | undefined;
}

/** The order in which people mend them; what has no file comes first. */
function byPlace(a: Located, b: Located): number {
  const [left, right] = [a.one.where.file ?? "", b.one.where.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

/** How findings are written. */
export interface Format {
  readonly cwd: string;
  readonly paint: Paint;
  /** How wide the terminal is, where there is one. */
  readonly columns?: number | undefined;
}

/** The lines of one finding. Pure. */
export function formatDiagnostic(found: Diagnostic, place: Place | undefined, format: Format): string {
  const { cwd, paint, columns } = format;
  const { message, hint } = describe(found);
  const pointer = found.where.pointer === undefined || found.where.pointer === "" ? "" : ` (${found.where.pointer})`;
  const head = [
    ...prefix(found.where, place, cwd).map((text) => paint("strong", text)),
    `${paint(found.severity, found.severity)} ${found.code}: ${plain(message)}${paint("dim", plain(pointer))}`,
  ].join(" ");
  const lines = [...wrapped(head, columns, "  "), ...(place === undefined ? [] : excerpt(place, format))];
  if (hint !== undefined) lines.push(...hintLines(hint, format));
  return lines.join("\n");
}

/** What to do about it, under what was found. */
export function hintLines(hint: string, { paint, columns }: Pick<Format, "paint" | "columns">): string[] {
  return wrapped(`  ${paint("hint", "hint:")} ${plain(hint)}`, columns, "    ");
}

/** A path as people read it: from the working directory, with `/`. */
export function shownPath(file: string, cwd: string): string {
  const way = relative(cwd, file);
  return plain((way === "" ? "." : way).split(sep).join("/"));
}

function prefix(where: Where, place: Place | undefined, cwd: string): string[] {
  if (where.file === undefined) return [];
  const at = place === undefined ? "" : `:${place.line}:${place.column}`;
  return [`${shownPath(where.file, cwd)}${at}:`];
}

/** Characters of a source line that are shown before the place, and in all. */
const shownBefore = 60;
const shownInAll = 110;

function excerpt({ line, column, text }: Place, { paint, columns }: Format): string[] {
  const at = Math.min(column - 1, text.length);
  const from = at > shownBefore ? at - shownBefore + 1 : 0;
  const to = Math.min(text.length, from + shownInAll);
  const before = `${from > 0 ? "…" : ""}${visible(text.slice(from, at))}`;
  const rest = `${visible(text.slice(at, to))}${to < text.length ? "…" : ""}`;
  if (before.trim() === "" && rest === "") return [];
  const number = String(line);
  const room = columns === undefined ? undefined : columns - number.length - 5;
  const shown = fitted({ before, place: rest.slice(0, 1), after: rest.slice(1) }, room);
  const margin = paint("dim", `${" ".repeat(number.length)} |`);
  return [
    `  ${paint("dim", `${number} |`)} ${shown.before}${shown.place}${shown.after}`,
    `  ${margin} ${" ".repeat(width(shown.before))}${paint("error", "^")}`,
  ];
}

function visible(text: string): string {
  return plain(text.replaceAll("\t", "  "));
}
