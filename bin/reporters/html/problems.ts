/** The problems by group: a list to filter and to open, each with its first frame. */
import type { Problem, Report, ReportedGroup } from "../../../generator/index.js";
import { count, grouped } from "../../figures.js";
import { frameOf, rawOf } from "./frame.js";
import { breakable, cut, fitting, markup, type Markup, nothing, visible } from "./markup.js";

/** Bytes for the groups in all, and for the frames in them. */
const most = { all: 1_000_000, frames: 600_000 } as const;

export function problemsOf(report: Report): Markup {
  const { groups, partial } = report;
  if (report.frames === 0 && groups.length === 0) return nothing;
  if (groups.length === 0) return sectionOf(markup`<p class="quiet">None.</p>`);
  const ranked = groups.map((group, place) => ({ group, place })).toSorted((a, b) => byWeight(a.group, b.group));
  const frames = fitting(ranked, most.frames, ({ group }) => exampleOf(group)).shown;
  const { shown, left } = fitting(ranked, most.all, ({ group, place }, i) =>
    groupOf(group, place, frames[i] ?? leftOut),
  );
  const lost = left.map(({ group }) => group);
  return sectionOf(markup`
    <p class="caption">
      ${count(problemsIn(groups), "problem")} in ${count(groups.length, "group")}: 
      the same fault of the same kind is one group, shown with its first frame.
    </p>
    ${filterOf(ranked.slice(0, shown.length).map(({ group }) => group))}
    <div class="heads" aria-hidden="true">
      <span></span><span>Kind</span><span>Problem</span><span class="number">Times</span><span>First at</span>
    </div>
    <ol class="groups">${shown}</ol>
    ${lost.length > 0 && noteOf(`${count(lost.length, "more group")} with ${count(problemsIn(lost), "problem")} left out to keep this page small; the report in JSON has them.`)}
    ${partial.groups && noteOf("There are more sorts of problems than are told apart; their frames are counted above.")}`);
}

const leftOut = markup`<p class="quiet">The frame is left out to keep this page small; the report in JSON has it.</p>`;

function sectionOf(content: Markup): Markup {
  return markup`<section id="problems"><h2>Problems</h2>${content}</section>`;
}

function noteOf(text: string): Markup {
  return markup`<p class="quiet">${text}</p>`;
}

/** Errors first, then what comes most often. */
function byWeight(a: ReportedGroup, b: ReportedGroup): number {
  return rank(a) - rank(b) || b.count - a.count;
}

const rank = ({ severity }: ReportedGroup): number => (severity === "error" ? 0 : 1);

function problemsIn(groups: readonly ReportedGroup[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

const mostKinds = 300;

/** Works by script alone, which shows it. */
function filterOf(groups: readonly ReportedGroup[]): Markup {
  const kinds = [...new Set(groups.map(({ kind }) => kindOf(kind)))].toSorted().slice(0, mostKinds);
  const severities = new Set(groups.map(({ severity }) => severity));
  const severity = [["", "all"] as const, ["error", "errors"] as const, ["warning", "warnings"] as const];
  const kind = kinds.map((kind) => [kind, kind === "" ? "(none)" : cut(kind, 60)] as const);
  const order = [
    ["weight", "most frequent"] as const,
    ["place", "first in the log"] as const,
    ["kind", "kind"] as const,
  ];
  return markup`
    <form class="filter" hidden>
      <label>
        Search
        <input type="search" name="text" placeholder="message, place, frame" autocomplete="off" spellcheck="false" />
      </label>
      ${severities.size > 1 && choiceOf("Severity", "severity", severity)}
      ${kinds.length > 1 && choiceOf("Kind", "kind", [["*", "all"], ...kind])}
      ${choiceOf("Sort by", "order", order)}
      <button type="button">Open all</button>
      <output aria-live="polite"></output>
    </form>`;
}

function choiceOf(label: string, name: string, options: readonly (readonly [value: string, text: string])[]): Markup {
  const list = options.map(([value, text]) => markup`<option value="${value}">${text}</option>`);
  return markup`<label>${label}<select name="${name}">${list}</select></label>`;
}

function kindOf(kind: string | undefined): string {
  return cut(kind ?? "", 120);
}

function groupOf({ severity, kind, count: times, first }: ReportedGroup, place: number, frame: Markup): Markup {
  return markup`
    <li data-severity="${severity}" data-kind="${kindOf(kind)}" data-place="${place}">
      <details>
        <summary>
          <span class="severity ${severity}">${severity}</span>
          <span class="kind">${kind === undefined ? markup`<span class="none" aria-hidden="true">–</span>` : breakable(kindOf(kind))}</span>
          <span class="message">${messageOf(first)}</span>
          <span class="times number">${grouped(times)}<span class="unseen"> times</span></span>
          <span class="where"><span class="unseen">first at </span>${breakable(shortPlace(first))}</span>
        </summary>
        <div class="open">${factsOf(first, times)}${frame}</div>
      </details>
    </li>`;
}

/** What is between backticks in messages is code. */
function messageOf({ message }: Problem): Markup {
  const pieces = cut(message, 400).split(/`([^`]*)`/);
  return markup`${pieces.map((piece, i) => (i % 2 === 1 ? markup`<code>${visible(piece)}</code>` : visible(piece)))}`;
}

function shortPlace({ file, line, column }: Problem): string {
  const name = file.split(/[/\\]/).at(-1) ?? "";
  return `${name.length > 24 ? `…${name.slice(-23)}` : name}:${line}${column === undefined ? "" : `:${column}`}`;
}

function factsOf(first: Problem, times: number): Markup {
  const { code, file, line, column, offset, entry, entryMessage, connection = "", pointer = "", hint = "" } = first;
  const message = entryMessage === undefined ? "" : `, message ${entryMessage}`;
  const facts: readonly (readonly [term: string, value: string])[] = [
    [times === 1 ? "At" : "First at", `${cut(file, 300)}:${line}${column === undefined ? "" : `:${column}`}`],
    ["Byte", grouped(offset)],
    ["HAR entry", entry === undefined ? "" : `${entry}${message}`],
    ["Connection", cut(connection, 300)],
    ["Pointer", cut(pointer, 300)],
    ["Code", code],
    ["Hint", cut(hint, 400)],
  ];
  const told = facts.filter(([, value]) => value !== "");
  return markup`
    <dl class="facts">
      ${told.map(([term, value]) => markup`<div><dt>${term}</dt><dd>${visible(value)}</dd></div>`)}
    </dl>`;
}

function exampleOf({ code, frame, first: { excerpt } }: ReportedGroup): Markup {
  const shown = frame ?? excerpt;
  if (shown === undefined || shown.text === "") return nothing;
  return code === "frame/not-json" ? rawOf(shown) : frameOf(shown);
}
