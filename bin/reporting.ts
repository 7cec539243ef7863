/** Writes a report in every form that was asked for, to the terminal or to files. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { CodegenError, errorAt } from "../generator/diagnostic.js";
import { loadCapture, type Report } from "../generator/index.js";
import type { Context } from "./command.js";
import type { ExitCode } from "./exit.js";
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
  const { terminal, cwd } = context;
  await reportFaults(report, written, context);
  for (const { name, file } of written.forms) {
    const reporter = await reporters.get(name)?.();
    if (reporter === undefined || (written.quiet && reporter.isForPeople && file === undefined)) continue;
    const paint = file === undefined ? terminal.paintOut : (_style: string, text: string): string => text;
    const text = await reporter.write(report, { paint, mostGroups: written.mostGroups, seconds: written.seconds });
    if (file === undefined) terminal.out(text);
    else await writeWhole(resolve(cwd, file), `${text}\n`);
  }
  return exitCodeOf(report);
}

async function reportFaults(report: Report, { quiet }: Written, { terminal }: Context): Promise<void> {
  const { faultsOf } = await loadCapture();
  for (const { severity, code, file, message, hint } of faultsOf(report)) {
    if (quiet && severity === "warning") continue;
    terminal.err(
      `${terminal.paintErr("strong", `${plain(file)}:`)} ${terminal.paintErr(severity, severity)} ${code}: ${plain(message)}`,
    );
    if (hint !== undefined) terminal.err(`  ${terminal.paintErr("hint", "hint:")} ${plain(hint)}`);
  }
}

/** 0 all valid, 1 problems, 2 not everything could be read, 130 interrupted. */
function exitCodeOf({ complete, interrupted, groups }: Report): ExitCode {
  if (interrupted) return 130;
  if (!complete) return 2;
  return groups.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** A report is there as a whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodegenError([errorAt("report/write-failed", {}, { path, reason })]);
  }
}
