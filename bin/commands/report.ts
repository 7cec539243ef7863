/** `codegen report merge`: reports of parts, added up to the report of the whole. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { CodegenError, errorAt } from "../../generator/diagnostic.js";
import { loadCapture, type Report } from "../../generator/index.js";
import type { CommandModule, Context } from "../command.js";
import type { ExitCode } from "../exit.js";
import { type Form, readForm, writeFailure, writeReport } from "../reporting.js";
import { checkTargets } from "../targets.js";
import { readCount } from "../values.js";

interface Options {
  readonly format?: readonly Form[];
  readonly maxProblems?: number;
}

const examples = `
The reports are those of codegen validate --format json, of shards, of parts or of different logs.

Exit codes: those of codegen validate for the whole.

Examples:
  $ npx codegen report merge part-*.json
  $ npx codegen report merge part-*.json --format pretty --format html=report.html
`;

function declare(command: Command): void {
  command
    .argument("<action>", "merge")
    .argument("[files...]", "reports in JSON")
    .option("--format <form>", "as for validate (default: json)", readForm)
    .option("--max-problems <n>", "groups printed (default: 50)", readCount)
    .addHelpText("after", examples);
}

async function run(command: Command, context: Context): Promise<ExitCode> {
  const [action, ...files] = command.args;
  const { format, maxProblems } = command.opts<Options>();
  if (action !== "merge") command.error(`error: unknown action '${action ?? ""}'\n(Did you mean merge?)`);
  if (files.length === 0) command.error("error: missing argument 'files'");
  const paths = files.map((file) => resolve(context.cwd, file));
  const forms = format ?? [{ name: "json" }];
  const inputs = paths.map((path) => ({ path, what: "report" }) as const);
  const targets = await checkTargets(forms, context.cwd, async () => inputs);
  const written = { forms: targets.fine, mostGroups: maxProblems ?? 50, seconds: undefined, quiet: false };
  let merged: Report;
  try {
    if (targets.found.length > 0) throw new CodegenError(targets.found);
    const reports = await Promise.all(paths.map((path) => readReport(path)));
    merged = await (await loadCapture()).mergeReports(reports);
  } catch (error) {
    if (error instanceof CodegenError) return writeFailure(error, written, context);
    throw error;
  }
  return writeReport(merged, written, context);
}

async function readReport(file: string): Promise<{ readonly file: string; readonly report: unknown }> {
  const unreadable = (error: unknown): CodegenError => {
    const reason = error instanceof Error ? error.message : String(error);
    return new CodegenError([errorAt("report/unreadable", { file }, { reason })]);
  };
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    return { file, report: JSON.parse(text) };
  } catch (error) {
    throw unreadable(error);
  }
}

export const report: CommandModule = { declare, run };
