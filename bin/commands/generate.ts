/** `codegen generate`: from schemas to the module, or a check that the module is what the schemas give. */
import { type Command, Option } from "commander";
import { CodegenError, type Diagnostic } from "../../generator/diagnostic.js";
import type { Settings } from "../../generator/model.js";
import { configure, type ConfigRequest } from "../../generator/index.js";
import type { Step } from "../../generator/index.js";
import type { CommandModule, Context } from "../command.js";
import { expect } from "../engine.js";
import { type ExitCode, exitCode } from "../exit.js";
import { bring, type Mode, type Outcome, type Way } from "../generating.js";
import { declareLeniency, declareSchemas, type ReadingOptions } from "../reading.js";
import { reportFlaws } from "../reporters/flaws.js";
import { shownFolder } from "../reporters/folder.js";
import { intentions, summarise } from "../reporters/summary.js";

/** Options as commander gives them. */
interface Options extends ReadingOptions {
  readonly output?: string;
  readonly target?: string;
  readonly importExtension?: string;
  readonly split?: true;
  readonly check?: true;
  readonly diff?: true;
  readonly dryRun?: true;
  readonly full?: true;
  readonly watch?: true;
  readonly quiet?: true;
}

const examples = `
Exit codes: 0 clean, 1 findings (a schema that cannot be used, a stale file), 2 usage, configuration
or input and output, 130 interrupted.

Examples:
  $ npx codegen                                   as codegen.config.json says
  $ npx codegen --schemas frames -o src/frames    without a configuration
  $ npx codegen --check --diff                    write nothing, say what is stale
`;

function declare(command: Command): void {
  declareSchemas(command);
  command
    .option("-o, --output <dir>", "folder that the module is written to (default: generated)")
    .addOption(new Option("--target <target>", "language of the module (default: ts)").choices(["ts", "js"]))
    .addOption(
      new Option("--import-extension <ext>", "end of import paths (default: js)").choices(["js", "ts", "none"]),
    );
  command.option("--split", "a module for each channel, and for each kind that is on none");
  declareLeniency(command);
  command
    .addOption(
      new Option("--check", "write nothing; exit 1 if a file is stale, missing or orphaned").conflicts("dryRun"),
    )
    .option("--diff", "show what differs; writes nothing either")
    .option("--dry-run", "write nothing; say what would be written")
    .option("--full", "generate even where nothing seems to have changed")
    .addOption(new Option("-w, --watch", "generate again on every change").conflicts(["check", "diff", "dryRun"]))
    .option("-q, --quiet", "print errors only")
    .addHelpText("after", examples);
}

async function run(command: Command, context: Context): Promise<ExitCode> {
  const options = command.opts<Options>();
  const request: ConfigRequest = { cwd: context.cwd, config: options.config, overrides: options };
  if (options.watch) {
    expect("watching");
    const { watchAll } = await import("../watching.js");
    return watchAll(request, {
      all: (settings) => bringAll(settings, options, context),
      refused: ({ diagnostics }) => reportFlaws(diagnostics, options, context),
    });
  }
  expect("short");
  const { settings } = await configure(request);
  const found = await bringAll(settings, options, context);
  const needsMending = found.some(({ code }) => ["output/stale", "output/missing", "output/orphan"].includes(code));
  if (modeOf(options) === "check" && needsMending) {
    const { mendingCommand } = await import("../reporters/command.js");
    context.terminal.err(`Mend it with:\n${mendingCommand(command)}`);
  }
  return exitCode(found);
}

/** Brings every protocol, whatever befalls the others; gives everything that was found, which is printed by then. */
async function bringAll(all: readonly Settings[], options: Options, context: Context): Promise<Diagnostic[]> {
  const way: Way = { mode: modeOf(options), full: options.full === true, once: options.watch !== true };
  let found: Diagnostic[] = [];
  for (const settings of all) {
    try {
      const outcome = await bring(settings, way);
      if (outcome.state === "compared") found = found.concat(outcome.found);
      await report(outcome, settings, { options, context });
    } catch (error) {
      if (!(error instanceof CodegenError)) throw error;
      found = found.concat(error.diagnostics);
      await reportFlaws(error.diagnostics, options, context);
    }
  }
  return found;
}

/** What the printing of an outcome depends on. */
interface Printing {
  readonly options: Options;
  readonly context: Context;
}

async function report(outcome: Outcome, { output }: Settings, { options, context }: Printing): Promise<void> {
  const mode = modeOf(options);
  const folder = shownFolder(output, context.cwd);
  if (outcome.state === "compared") {
    await reportFlaws(outcome.found, options, context);
    if (mode === "dry-run") for (const line of intentions(outcome.steps, folder)) context.terminal.out(line);
    if (options.diff) await printDiffs(outcome.steps, folder, context);
  }
  if (!options.quiet) context.terminal.err(`${stamp(options)}${summarise(outcome, folder, mode)}`);
}

async function printDiffs(steps: readonly Step[], folder: string, { terminal }: Context): Promise<void> {
  const { formatDiffs } = await import("../reporters/diff.js");
  for (const text of formatDiffs(steps, (path) => `${folder}${path}`, terminal.paintOut)) terminal.out(text);
}

/** Who comes back to a watching terminal wants to know when the last run was. */
function stamp({ watch }: Options): string {
  return watch ? `${new Date().toTimeString().slice(0, 8)} ` : "";
}

function modeOf({ check, diff, dryRun }: Options): Mode {
  if (dryRun) return "dry-run";
  return check || diff ? "check" : "write";
}

export const generate: CommandModule = { declare, run };
