/** Commands that GitHub's runners make annotations of, and the summary of the step. */
import { faultsOf, type Report, type ReportedGroup } from "../../generator/index.js";
import { plain } from "../terminal.js";
import { bytes, count, grouped } from "../figures.js";
import { placeOf } from "./pretty.js";
import type { Reporter } from "./reporter.js";

/** GitHub shows no more of a step. */
const mostAnnotations = 10;
/** Rows of the tables in the summary, which must stay under 1 MB. */
const mostRows = 100;

export const github: Reporter = {
  name: "github",
  isForPeople: false,
  write: (report, { stepSummary }) => {
    stepSummary(summaryOf(report));
    const faults = faultsOf(report).map(({ file, line, severity, code, message }) =>
      command(severity, { ...(file !== "" && { file }), ...(line && { line }), title: code }, message),
    );
    const groups = report.groups.toSorted((a, b) => rank(a) - rank(b)).map(annotationOf);
    const all = [...faults, ...groups];
    const shown = all.length > mostAnnotations ? all.slice(0, mostAnnotations) : all;
    const line = `${count(report.frames, "frame")}: ${grouped(report.valid)} valid, ${count(all.length, "sort")} of problems`;
    return [...shown, line].join("\n");
  },
};

const rank = ({ severity }: ReportedGroup): number => (severity === "error" ? 0 : 1);

function annotationOf({ first, count }: ReportedGroup): string {
  const { severity, file, line, column, code, kind, message } = first;
  const about = kind === undefined ? message : `${kind}: ${message}`;
  const place = { file, line, ...(column !== undefined && { col: column }), title: code };
  return command(severity, place, count > 1 ? `${about} (${grouped(count)} times)` : about);
}

/** Everything that could end the command or begin another is escaped, as the runner says. */
function command(name: string, properties: { readonly [name: string]: string | number }, message: string): string {
  const escape = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const list = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${escape(plain(String(value)))
        .replaceAll(":", "%3A")
        .replaceAll(",", "%2C")}`,
  );
  return `::${name} ${list.join(",")}::${escape(plain(message))}`;
}

/** As HTML, in which text from frames can be made inert. */
function summaryOf(report: Report): string {
  const row = (cells: readonly string[], tag = "td"): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const kinds = Object.entries(report.kinds)
    .slice(0, mostRows)
    .map(([kind, { frames, invalid, bytes: size }]) =>
      row([code(kind), grouped(frames), grouped(invalid), bytes(size)]),
    );
  const groups = report.groups
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, mostRows)
    .map(({ first, count }) =>
      row([first.severity, code(first.kind ?? ""), code(first.message), grouped(count), code(placeOf(first))]),
    );
  return [
    `<h3>Captured frames: ${grouped(report.valid)} of ${grouped(report.frames)} valid</h3>`,
    ...(groups.length === 0
      ? []
      : [`<table>${row(["", "kind", "problem", "times", "first at"], "th")}${groups.join("")}</table>`]),
    `<table>${row(["kind", "frames", "invalid", "bytes"], "th")}${kinds.join("")}</table>`,
    "",
  ].join("\n");
}

function code(text: string): string {
  const safe = plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return text === "" ? "" : `<code>${safe}</code>`;
}
