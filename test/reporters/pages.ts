/** Pages about reports, for tests: made in this process. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { html } from "../../bin/reporters/html.js";
import type { Problem, Report, ReportedGroup } from "../../generator/index.js";
import { newFolder } from "../support/schemas.js";

/** The text of the page about a report. */
export async function pageOf(report: Report, seconds?: number): Promise<string> {
  const unused = {
    paint: (_style: string, text: string) => text,
    mostGroups: 50,
    columns: undefined,
    stepSummary: () => undefined,
  };
  return html.write(report, { ...unused, seconds });
}

/** The page in a file, as its address. */
export async function addressOf(report: Report): Promise<string> {
  const file = path.join(newFolder(), "report.html");
  writeFileSync(file, await pageOf(report));
  return pathToFileURL(file).href;
}

/** Text that would do something, if it were anything but text. */
export const hostile = [
  `</script><script>globalThis.ran=1</script>`,
  `</style><style>body{display:none}</style>`,
  `<img src=x onerror="globalThis.ran=1">`,
  `"><svg onload=globalThis.ran=1>`,
  `' onmouseover='globalThis.ran=1`,
  `<a href="javascript:globalThis.ran=1">x</a>`,
  `--><!--`,
  `]]>&lt;&amp;&#x41;`,
  "\u202egnp.exe\u2066\u200f",
  "\u0000\u0007\u001b[31m\u009b\u2028\u2029",
  "\ud800\udfff\ufffe\u{e0041}",
].join("");

/** A log in which all text that somebody else decides about is hostile. */
export function hostileLog(): string {
  const at = Date.UTC(2026, 4, 5);
  const frames = [
    { kind: "phase", phase: hostile.slice(0, 40), at: hostile },
    { kind: "phase", phase: 1, at: hostile, [hostile]: hostile },
    { kind: hostile },
    { kind: "snapshot", findings: [{}, hostile, { [hostile]: [hostile] }], audit_at: 1 },
    { kind: "done", result: hostile },
    { kind: "failed", phase: hostile, error: { [hostile]: hostile } },
    { [hostile]: hostile },
    hostile,
  ];
  const records = frames.map((frame, i) => JSON.stringify({ time: at + i * 1000, connection: hostile, frame }));
  return [...records, `{"time":${at},"frame":${hostile.replace(/[\r\n]/g, "")}`].join("\n");
}

/** A report as large as one can be, and all its text as long as it may be. */
export function hugeReport(report: Report, text: string): Report {
  const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const long = (i: number): string => `${i}${text.repeat(Math.ceil(3000 / text.length))}`;
  const [first] = report.groups;
  if (first === undefined) throw new Error("a report with a problem is needed");
  const problem = (i: number): Problem => ({
    ...first.first,
    file: long(i),
    line: 1e9 + i,
    kind: long(i),
    connection: long(i),
    pointer: `/${long(i)}`,
    message: long(i),
    hint: long(i),
  });
  const groups: ReportedGroup[] = numbers(1000).map((i) => {
    const frame = { text: long(i).slice(0, 2000), from: 10, to: 20 };
    return { ...first, key: long(i), count: 1e9, kind: long(i), first: problem(i), frame };
  });
  const bins = (rows: number, columns: number): Report["files"][number]["strip"] => {
    const counts = numbers(columns).map(() => 1e6);
    return { width: 1e10, first: 100, rows: Object.fromEntries(numbers(rows).map((i) => [long(i), counts])) };
  };
  const timeline = { frames: bins(3000, 240), bad: bins(4, 240) };
  const strip = { width: 1e9, first: 0, rows: { frames: numbers(120).map(() => 9), bad: numbers(120).map(() => 9) } };
  const fault = { code: "log/unreadable", severity: "error", message: text, hint: text } as const;
  const [file] = report.files;
  if (file === undefined) throw new Error("a report on a log is needed");
  return {
    ...report,
    frames: 1e12,
    groups,
    problems: numbers(1000).map((i) => ({ ...problem(i), code: "order/not-first" })),
    kinds: Object.fromEntries(numbers(3000).map((i) => [long(i), { frames: 1e9, invalid: 1e8, bytes: 1e15 }])),
    files: numbers(3000).map((i) => ({
      ...file,
      file: long(i),
      format: text,
      bytes: 1e12,
      frames: 1e9,
      strip,
      faults: [fault],
    })),
    ways: numbers(100).map((i) => ({
      file: long(i),
      connection: long(i),
      isCut: true,
      runs: numbers(150).map((n) => ({
        label: long(n),
        kind: long(n),
        frames: 1e9,
        bad: 1e9,
        from: 1.7e12 + n * 1e6,
        to: 1.7e12 + (n + 1) * 1e6,
      })),
    })),
    times: { clock: timeline, elapsed: timeline },
    partial: { groups: true, connections: true, ways: true },
  };
}
