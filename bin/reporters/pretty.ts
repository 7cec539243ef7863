/** The report for a terminal: problems by group, a table of kinds, totals. */
import type { Excerpt, Problem, Report, ReportedGroup } from "../../generator/index.js";
import { plain } from "../terminal.js";
import { bytes, count, duration, grouped, share } from "../figures.js";
import { fitted, width, wrapped } from "./lines.js";
import type { Reporter, Reporting } from "./reporter.js";
import { tableLines } from "./table.js";

export const pretty: Reporter = {
  name: "pretty",
  isForPeople: true,
  write: (report, reporting) =>
    [...groupsOf(report, reporting), ...tableOf(report, reporting), ...totalsOf(report, reporting)].join("\n"),
};

function groupsOf({ groups, partial }: Report, reporting: Reporting): string[] {
  const { paint, mostGroups, columns } = reporting;
  const worst = groups.toSorted((a, b) => rank(a) - rank(b));
  const lines = worst.slice(0, mostGroups).flatMap((group) => [...groupLines(group, reporting), ""]);
  const note = (text: string): void => void lines.push(...wrapped(paint("dim", text), columns, "  "), "");
  const rest = worst.slice(mostGroups);
  if (rest.length > 0) {
    const problems = rest.reduce((sum, { count }) => sum + count, 0);
    note(`… and ${count(rest.length, "more group")} (${count(problems, "problem")}); --max-problems shows more`);
  }
  if (partial.groups) note("There are more sorts of problems than are told apart; all are counted.");
  if (partial.connections) note("There are more connections than are followed; the order was checked on some of them.");
  return lines;
}

const rank = ({ severity }: ReportedGroup): number => (severity === "error" ? 0 : 1);

function groupLines({ first, count }: ReportedGroup, { paint, columns }: Reporting): string[] {
  const { severity, code, kind, message, hint, excerpt } = first;
  const about = kind === undefined ? "" : ` ${paint("strong", plain(kind))}`;
  const times = count > 1 ? paint("dim", ` ×${grouped(count)}`) : "";
  const place = paint("dim", `${count > 1 ? "first at " : "at "}${placeOf(first)}`);
  return [
    ...wrapped(`${paint(severity, severity)} ${code}${about}: ${plain(message)}${times}`, columns, "  "),
    ...wrapped(`  ${place}`, columns, "    "),
    ...(excerpt === undefined ? [] : excerptLines(excerpt, { paint, columns })),
    ...(hint === undefined ? [] : wrapped(`  ${paint("hint", "hint:")} ${plain(hint)}`, columns, "    ")),
  ];
}

/** Where a problem is, in one line of plain text. */
export function placeOf({ file, line, column, offset, entry, entryMessage, connection, pointer }: Problem): string {
  const where = `${file}:${line}${column === undefined ? "" : `:${column}`}`;
  const message = entryMessage === undefined ? "" : `, message ${entryMessage}`;
  const parts = [
    `byte ${offset}`,
    ...(entry === undefined ? [] : [`entry ${entry}${message}`]),
    ...(connection === undefined ? [] : [`connection ${connection}`]),
    ...(pointer === undefined || pointer === "" ? [] : [pointer]),
  ];
  return plain(`${where} (${parts.join(", ")})`);
}

const margin = 4;

function excerptLines(excerpt: Excerpt, { paint, columns }: Pick<Reporting, "paint" | "columns">): string[] {
  const { text, from, to } = excerpt;
  if (text === "") return [];
  const all = { before: plain(text.slice(0, from)), place: plain(text.slice(from, to)), after: plain(text.slice(to)) };
  const { before, place, after } = fitted(all, columns === undefined ? undefined : columns - margin);
  // Of an array or object the beginning says enough.
  const isNested = /^[[{]/.test(place);
  const mark = "^".repeat(isNested ? 1 : Math.min(Math.max(1, width(place)), 100));
  return [
    `  ${paint("dim", "|")} ${before}${place}${after}`,
    `  ${paint("dim", "|")} ${" ".repeat(width(before))}${paint("error", mark)}`,
  ];
}

function tableOf({ kinds, frames, bytes: all }: Report, { paint, columns = Infinity }: Reporting): string[] {
  const most = Math.max(10, Math.min(40, columns - 20));
  const rows = Object.entries(kinds).map(([kind, { frames: number, invalid, bytes: size }]) => [
    fitted({ before: "", place: "", after: plain(kind) }, most).after,
    grouped(number),
    invalid === 0 ? "-" : grouped(invalid),
    share(number, frames),
    bytes(size),
    share(size, all),
  ]);
  if (rows.length === 0) return [];
  const head = ["kind", "frames", "invalid", "share", "bytes", "share"];
  const [first = "", ...lines] = tableLines([head, ...rows], { numbers: new Set([1, 2, 3, 4, 5]), most: columns });
  return [paint("strong", first), ...lines, ""];
}

function totalsOf(report: Report, { paint, seconds, columns }: Reporting): string[] {
  const { frames, files, interrupted, errors } = report;
  const parts = [
    `${grouped(report.valid)} valid`,
    ...some(report.invalid, "invalid"),
    ...some(report.unknownKind, "of unknown kind"),
    ...some(report.missingKind, "without kind"),
    ...some(report.notJson, "not JSON objects"),
    ...some(report.skipped, "too large to check"),
  ];
  const more = [
    ...(report.orderViolations > 0 ? [count(report.orderViolations, "order violation")] : []),
    ...(report.warnings > 0 ? [count(report.warnings, "warning")] : []),
  ];
  const speed =
    seconds === undefined
      ? ""
      : `, ${bytes(report.bytes)} in ${duration(seconds)} (${bytes(report.bytes / Math.max(seconds, 0.001))}/s)`;
  const style = errors > 0 ? "error" : frames === 0 ? "warning" : "added";
  return [
    ...(interrupted ? [paint("warning", "Interrupted: this is what was read before.")] : []),
    `${paint(style, `${count(frames, "frame")} in ${count(files.length, "log")}`)}: ${parts.join(", ")}`,
    [...more, ...speed.split(", ").filter((text) => text !== "")].join(", "),
    // Whoever reads nothing but the last line must not take that for a good log.
    frames === 0 ? paint("warning", "No frame was checked.") : "",
  ]
    .filter((line) => line !== "")
    .flatMap((line) => wrapped(line, columns, "  "));
}

function some(number: number, what: string): string[] {
  return number === 0 ? [] : [`${grouped(number)} ${what}`];
}
