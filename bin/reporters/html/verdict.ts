/** What came of the frames, in one sentence, and what was not read. */
import { faultsOf, type Report } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import { cut, fitting, markup, type Markup, nothing, visible } from "./markup.js";

export interface Verdict {
  readonly tone: "good" | "bad" | "none";
  readonly sentence: string;
}

export function verdictOf(report: Report): Verdict {
  const { frames, valid, groups, partial, unknownKind, orderViolations } = report;
  const errors = groups.filter(({ severity }) => severity === "error");
  const isTold = partial.groups || errors.some(({ code }) => code === "frame/unknown-kind");
  const tolerated = isTold ? 0 : unknownKind;
  const bad = frames - valid - tolerated;
  const tone = errors.length > 0 ? "bad" : frames === 0 ? "none" : "good";
  if (frames === 0) return { tone, sentence: "No frames to check" };
  const order =
    orderViolations === 0
      ? ""
      : `${grouped(orderViolations)} ${orderViolations === 1 ? "breaks" : "break"} the order of the channel`;
  if (bad > 0) {
    const sentence = `${grouped(bad)} of ${count(frames, "frame")} ${bad === 1 ? "does" : "do"} not follow the schemas`;
    return { tone, sentence: order === "" ? sentence : `${sentence}, and ${order}` };
  }
  const known = `${count(frames - tolerated, "frame")}${tolerated === 0 ? "" : " of known kinds"}`;
  const sentence = frames - tolerated === 1 ? `${known} follows the schemas` : `All ${known} follow the schemas`;
  return { tone, sentence: order === "" ? sentence : `${sentence}, but ${order}` };
}

/** How the logs are called together. */
export function nameOf({ files }: Report): string {
  const [first, ...others] = files;
  if (first === undefined) return "no logs";
  const name = cut(first.file.split(/[/\\]/).at(-1) ?? "", 80);
  return others.length === 0 ? name : `${name} and ${count(others.length, "more log")}`;
}

const mostBytes = 30_000;

/** What kept logs from being read as a whole. */
export function noticesOf(report: Report): Markup {
  const faults = faultsOf(report).toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0));
  const { shown, left } = fitting(
    faults,
    mostBytes,
    ({ severity, code, file, message, hint = "" }) => markup`
      <li>
        <strong class="${severity === "error" ? "error" : "warning"}">${severity}</strong>
        ${visible(` ${cut(file, 300)}: ${cut(message, 500)} `)}
        <span class="quiet">(${code}${hint !== "" && `; ${cut(hint, 200)}`})</span>
      </li>`,
  );
  const notices = [
    report.interrupted && markup`<li class="warning">Interrupted: this is what was read before.</li>`,
    shown,
    left.length > 0 && markup`<li class="quiet">… and ${count(left.length, "more notice")}</li>`,
  ];
  return report.interrupted || faults.length > 0
    ? markup`<ul class="notices" aria-label="What was not read">${notices}</ul>`
    : nothing;
}
