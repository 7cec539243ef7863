/** SARIF 2.1.0, for code scanning and editors. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { faultsOf, installation, type Problem, type Report } from "../../generator/index.js";
import { plain, plainJson } from "../terminal.js";
import type { Reporter } from "./reporter.js";

export const sarif: Reporter = {
  name: "sarif",
  isForPeople: false,
  write: (report) => plainJson(logOf(report)),
};

function logOf(report: Report): object {
  const codes = [...new Set(report.problems.map(({ code }) => code))].sort();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "frame-codegen",
            version: installation().version,
            rules: codes.map((id) => ({ id, shortDescription: { text: rules.get(id) ?? id } })),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.complete,
            toolExecutionNotifications: faultsOf(report).map(notificationOf),
          },
        ],
        artifacts: report.files
          .filter(({ file }) => file !== "")
          .map(({ file }) => ({ location: { uri: uriOf(file) } })),
        results: report.problems.map((problem) => resultOf(problem, codes)),
        properties: { problemsInAll: report.errors + report.warnings },
      },
    ],
  };
}

/** What is wrong with a log as a whole, or with what is needed to read it, which may be no file. */
function notificationOf({
  file,
  severity,
  code,
  message,
  hint,
  line,
  column,
}: ReturnType<typeof faultsOf>[number]): object {
  const region = line === undefined ? {} : { region: { startLine: line, ...(column && { startColumn: column }) } };
  const location = { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
  return {
    descriptor: { id: code },
    level: severity,
    message: { text: plain(hint === undefined ? message : `${message} (${hint})`) },
    ...(file !== "" && { locations: [location] }),
  };
}

const rules: ReadonlyMap<string, string> = new Map([
  ["frame/not-json", "Frame that is not JSON"],
  ["frame/not-object", "Frame that is no JSON object"],
  ["frame/missing-kind", "Frame without kind"],
  ["frame/unknown-kind", "Frame of a kind that no schema declares"],
  ["frame/invalid", "Frame that its schema refuses"],
  ["frame/too-long", "Frame that is too long to be checked"],
  ["frame/too-deep", "Frame that is nested too deeply to be checked"],
  ["frame/too-many-values", "Frame that holds too many values to be checked"],
]);

function resultOf(
  { code, severity, file, line, column, message, hint, kind, pointer, excerpt }: Problem,
  codes: readonly string[],
): object {
  const text = plain(hint === undefined ? message : `${message} (${hint})`);
  const snippet = excerpt === undefined ? {} : { snippet: { text: plain(excerpt.text) } };
  const region = { startLine: line, ...(column !== undefined && { startColumn: column }), ...snippet };
  const logical = { fullyQualifiedName: plain(`${kind ?? ""}${pointer ?? ""}`), kind: "member" };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region },
        ...(logical.fullyQualifiedName !== "" && { logicalLocations: [logical] }),
      },
    ],
  };
}

/** Relative with forward slashes, as services that know the repository want it. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}
