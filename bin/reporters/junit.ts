/** JUnit's XML: one suite a log, a failed case for each problem that is listed, a passed one for each kind without. */
import { faultsOf, type LogPart, type Problem, type Report } from "../../generator/index.js";
import { plain } from "../terminal.js";
import { placeOf } from "./pretty.js";
import type { Reporter } from "./reporter.js";

export const junit: Reporter = {
  name: "junit",
  isForPeople: false,
  write: (report) => {
    const suites = report.files.map((part) => suiteOf(part, report));
    const sum = (name: "tests" | "failures" | "errors"): number => suites.reduce((all, suite) => all + suite[name], 0);
    const totals = `tests="${sum("tests")}" failures="${sum("failures")}" errors="${sum("errors")}"`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="codegen validate" ${totals}>`,
      ...suites.map(({ text }) => text),
      "</testsuites>",
    ].join("\n");
  },
};

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly text: string;
}

function suiteOf(part: LogPart, report: Report): Suite {
  const problems = report.problems.filter(({ file, severity }) => file === part.file && severity === "error");
  const faults = faultsOf(report).filter(({ file, severity }) => file === part.file && severity === "error");
  const bad = new Set(problems.map(({ kind }) => kind));
  const good = Object.keys(report.kinds).filter((kind) => !bad.has(kind));
  const cases = [
    ...good.map((kind) => `    <testcase classname=${attribute(kind)} name="frames"/>`),
    ...problems.map(failedCase),
    ...faults.map(
      ({ code, message }) =>
        `    <testcase classname="log" name=${attribute(code)}><error message=${attribute(message)}/></testcase>`,
    ),
  ];
  const counts = `tests="${cases.length}" failures="${problems.length}" errors="${faults.length}"`;
  const properties = (["frames", "valid", "invalid", "unknownKind", "missingKind", "notJson", "bytes"] as const).map(
    (name) => `      <property name="${name}" value="${part[name]}"/>`,
  );
  const text = [
    `  <testsuite name=${attribute(part.file === "" ? "codegen validate" : part.file)} ${counts}>`,
    "    <properties>",
    ...properties,
    "    </properties>",
    ...cases,
    "  </testsuite>",
  ].join("\n");
  return { tests: cases.length, failures: problems.length, errors: faults.length, text };
}

function failedCase(problem: Problem): string {
  const { kind, code, line, message, excerpt } = problem;
  const name = attribute(`line ${line}: ${code}`);
  const body = escapeXml(`${placeOf(problem)}${excerpt === undefined ? "" : ` ${plain(excerpt.text)}`}`);
  const failure = `<failure type=${attribute(code)} message=${attribute(message)}>${body}</failure>`;
  return `    <testcase classname=${attribute(kind ?? "frame")} name=${name}>${failure}</testcase>`;
}

function attribute(text: string): string {
  return `"${escapeXml(plain(text))}"`;
}

/** XML has no way to say most control characters; `plain` has escaped them before. */
function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
