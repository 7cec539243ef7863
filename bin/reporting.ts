/** Writes a report in every form that was asked for, to the terminal or to files. */
import { appendFile, mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { CodegenError, describe, errorAt } from "../generator/diagnostic.js";
import { faultsOf, loadCapture, removeLeftovers, replaceFile, type Report } from "../generator/index.js";
import type { Context } from "./command.js";
import type { ExitCode } from "./exit.js";
import { hintLines, reportDiagnostics, shownPath } from "./reporters/diagnostics.js";
import { wrapped } from "./reporters/lines.js";
import { createLocator } from "./reporters/locate.js";
import { reporters } from "./reporters/reports.js";
import { plain } from "./terminal.js";

/** One form of a report, and the file that it goes to, if not to stdout. */
export interface Form {
  readonly name: string;
  readonly file?: string;
}

/** Reads `json` or `html=report.html`; may be given several times. */
export function readForm(value: string, sofar: readonly Form[] = []): readonly Form[] {
  const sign = value.indexOf("=");
  const name = sign === -1 ? value : value.slice(0, sign);
  const file = sign === -1 ? undefined : value.slice(sign + 1);
  if (!reporters.has(name)) throw new InvalidArgumentError(`Allowed forms are ${[...reporters.keys()].join(", ")}.`);
  if (file === "") throw new InvalidArgumentError("The name of the file is missing.");
  const form: Form = { name, ...(file !== undefined && { file }) };
  if (form.file === undefined && sofar.some((other) => other.file === undefined)) {
    throw new InvalidArgumentError("Only one form can go to stdout; name a file for the others: html=report.html.");
  }
  return [...sofar, form];
}

export interface Written {
  readonly forms: readonly Form[];
  readonly mostGroups: number;
  readonly seconds: number | undefined;
  readonly quiet: boolean;
}

/** Writes the report, and what kept logs from being read. */
export async function writeReport(report: Report, written: Written, context: Context): Promise<ExitCode> {
  reportFaults(report, written, context);
  await writeForms(report, written, context);
  return exitCodeOf(report);
}

/**
 * Says why there is nothing to report. Who asked for a form that programs read gets a report that says the same, so that
 * there is a document in every case.
 */
export async function writeFailure(
  { diagnostics }: CodegenError,
  written: Written,
  context: Context,
): Promise<ExitCode> {
  await reportDiagnostics(diagnostics, context);
  const locate = createLocator();
  const faults = diagnostics.map(async (found) => {
    const { file, pointer } = found.where;
    const place = await locate(found.where);
    const { message, hint } = describe(found);
    return {
      file: file === undefined ? "" : shownPath(file, context.cwd),
      code: found.code,
      severity: found.severity,
      message,
      ...(hint !== undefined && { hint }),
      ...(place && { line: place.line, column: place.column }),
      ...(pointer !== undefined && { pointer }),
    };
  });
  const { failedReport } = await loadCapture();
  const report = failedReport(await Promise.all(faults));
  await writeForms(report, { ...written, quiet: true }, context);
  return 2;
}

async function writeForms(report: Report, written: Written, { terminal, cwd, env }: Context): Promise<void> {
  const summaries: string[] = [];
  for (const { name, file } of written.forms) {
    const reporter = await reporters.get(name)?.();
    if (reporter === undefined || (written.quiet && reporter.isForPeople && file === undefined)) continue;
    const text = await reporter.write(report, {
      paint: file === undefined ? terminal.paintOut : (_style, text) => text,
      columns: file === undefined ? terminal.columns : undefined,
      mostGroups: written.mostGroups,
      seconds: written.seconds,
      stepSummary: (text) => void summaries.push(text),
    });
    if (file === undefined) terminal.out(text);
    else await writeWhole(resolve(cwd, file), `${text}\n`);
  }
  const summary = env["GITHUB_STEP_SUMMARY"];
  if (summary !== undefined && summary !== "" && summaries.length > 0) await append(summary, summaries.join(""));
}

function reportFaults(report: Report, { quiet }: Written, { terminal }: Context): void {
  for (const { severity, code, file, message, hint } of faultsOf(report)) {
    if (quiet && severity === "warning") continue;
    const where = terminal.paintErr("strong", `${plain(file)}:`);
    const head = `${where} ${terminal.paintErr(severity, severity)} ${code}: ${plain(message)}`;
    const format = { paint: terminal.paintErr, columns: terminal.errColumns };
    const lines = wrapped(head, format.columns, "  ");
    if (hint !== undefined) lines.push(...hintLines(hint, format));
    for (const line of lines) terminal.err(line);
  }
}

/** 0 all valid, 1 problems, 2 not everything could be read, 130 interrupted. */
function exitCodeOf({ complete, interrupted, errors }: Report): ExitCode {
  if (interrupted) return 130;
  if (!complete) return 2;
  return errors > 0 ? 1 : 0;
}

/** A report is there as a whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const info = await stat(path).catch(() => undefined);
    // A pipe or a device takes the text as it comes, and no file may ever stand in its place.
    if (info !== undefined && !info.isFile()) return await writeFile(path, text);
    const target = info === undefined ? path : await realpath(path);
    await removeLeftovers(dirname(target));
    await replaceFile(target, text);
  } catch (error) {
    throw notWritten(path, error);
  }
}

async function append(path: string, text: string): Promise<void> {
  try {
    await appendFile(path, text);
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): CodegenError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CodegenError([errorAt("report/write-failed", {}, { path, reason })]);
}
