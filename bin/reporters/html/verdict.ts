/** What came of the frames, in one sentence, and what was not read. */
import { faultsOf, type Report } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import { cut, fitting, markup, type Markup, nothing, visible } from "./markup.js";
import { foldAway } from "./series.js";

export interface Verdict {
  readonly tone: "good" | "bad" | "unsure";
  readonly sentence: string;
}

export function verdictOf(report: Report): Verdict {
  const { frames, valid, errors, orderViolations, complete } = report;
  const tone = errors > 0 ? "bad" : complete && frames > 0 ? "good" : "unsure";
  if (frames === 0) return { tone, sentence: complete ? "No frames to check" : "No frames could be read" };
  const tolerated = toleratedIn(report);
  const bad = frames - valid - tolerated;
  const order =
    orderViolations === 1
      ? "1 breaks the order of its channel"
      : `${grouped(orderViolations)} break the order of their channel`;
  if (bad > 0) {
    const sentence = `${grouped(bad)} of ${count(frames, "frame")} ${bad === 1 ? "does" : "do"} not follow the schemas`;
    return { tone, sentence: orderViolations === 0 ? sentence : `${sentence}, and ${order}` };
  }
  const known = `${count(frames - tolerated, "frame")}${tolerated === 0 ? "" : " of known kinds"}`;
  const read = `${known}${complete ? "" : " that could be read"}`;
  const sentence = frames - tolerated === 1 ? `${read} follows the schemas` : `All ${read} follow the schemas`;
  return { tone, sentence: orderViolations === 0 ? sentence : `${sentence}, but ${order}` };
}

/** Frames of unknown kinds are no problem where nothing says that they are one. */
function toleratedIn({ groups, partial, unknownKind }: Report): number {
  const isError = groups.some(({ code, severity }) => code === "frame/unknown-kind" && severity === "error");
  return isError || partial.groups ? 0 : unknownKind;
}

/** How the logs are called together. */
export function nameOf({ files }: Report): string {
  const [first, ...others] = files;
  if (first === undefined) return "no logs";
  const name = cut(first.file.split(/[/\\]/).at(-1) ?? "", 80);
  return others.length === 0 ? name : `${name} and ${count(others.length, "more log")}`;
}

const shownAtOnce = 5;
const mostBytes = 30_000;

/** What kept logs from being read as a whole. */
export function noticesOf(report: Report): Markup {
  const faults = faultsOf(report).toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0));
  const { shown, left } = fitting(
    faults,
    mostBytes,
    ({ severity, code, file, line, message, hint = "" }) => markup`
      <li>
        <strong class="${severity === "error" ? "error" : "warning"}">${severity}</strong>
        ${visible(` ${cut(file, 300)}${line === undefined ? "" : `:${line}`}: ${cut(message, 500)} `)}
        <span class="quiet">(${code}${hint !== "" && `; ${cut(hint, 200)}`})</span>
      </li>`,
  );
  const interrupted = report.interrupted && markup`<li class="warning">Interrupted: this is what was read before.</li>`;
  const more = markup`
    <ul class="notices">
      ${shown.slice(shownAtOnce)}
      ${left.length > 0 && markup`<li class="quiet">… and ${count(left.length, "more notice")}</li>`}
    </ul>`;
  return interrupted !== false || faults.length > 0
    ? markup`
      <ul class="notices" aria-label="What was not read">${interrupted}${shown.slice(0, shownAtOnce)}</ul>
      ${faults.length > shownAtOnce && foldAway(count(faults.length - shownAtOnce, "more notice"), more)}`
    : nothing;
}
