/** `codegen validate`: logs of captured frames, checked against the schemas. */
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { CodegenError, type Diagnostic } from "../../generator/diagnostic.js";
import { milliseconds } from "../../generator/platform.js";
import { type FoundLogs, loadCapture, type Report, type ValidateRequest } from "../../generator/index.js";
import { captureOptions, inputsOf, settingsFor, type ValidateOptions } from "../capturing.js";
import type { CommandModule, Context } from "../command.js";
import { expect } from "../engine.js";
import { type ExitCode, endingEarly, exitCode } from "../exit.js";
import { createProgress } from "../progress.js";
import { declareLeniency, declareSchemas } from "../reading.js";
import { reportFlaws } from "../reporters/flaws.js";
import { type Form, readForm, writeFailure, writeReport } from "../reporting.js";
import { checkTargets } from "../targets.js";
import { readCount, readDirection, readLineSize, readPointer, readShard } from "../values.js";

interface Options extends ValidateOptions {
  readonly format?: readonly Form[];
}

const examples = `
A log is NDJSON, one JSON array, HAR from a browser's tools, or SSE text; any of them may be compressed
with gzip, brotli or zstd. How it is compressed and written is found out from its content.

Exit codes: 0 all valid, 1 problems, 2 something could not be read or bad usage, 130 interrupted.

Examples:
  $ npx codegen validate frames.ndjson               problems, a table of kinds, totals
  $ curl -N $URL | npx codegen validate -            what comes from a stream
  $ npx codegen validate 'logs/**/*.gz' --at /frame  records that wrap each frame
  $ npx codegen validate devtools.har --channel session --url '*/sessions/*'
  $ npx codegen validate logs --format json=report.json --format html=report.html
`;

function declare(command: Command): void {
  command
    .argument("[files...]", "logs: files, folders and patterns; - is the standard input")
    .addHelpText("after", examples);
  declareReading(command);
  declareJudging(command);
  declareRunning(command);
}

const more = (value: string, sofar: readonly string[] = []): readonly string[] => [...sofar, value];

function declareReading(command: Command): void {
  command
    .addOption(
      new Option("--input-format <format>", "format of the logs (default: found by content)").choices([
        "ndjson",
        "array",
        "har",
        "sse",
      ]),
    )
    .option("--at <pointer>", "where in each record the frame is, as JSON pointer (default: found)", readPointer)
    .option("--time <pointer>", "where in each record the time is (default: found beside the frame)", readPointer)
    .option("--connection <pointer>", "where in each record the connection is (default: found)", readPointer)
    .option(
      "--direction <way>",
      "send, receive or both: frames that are checked; or a pointer to where it is",
      readDirection,
    )
    .option("--url <pattern>", "only sockets of a HAR file with such an address, * for any characters", more);
}

function declareJudging(command: Command): void {
  command
    .option("--channel <name>", "only the kinds of this channel, and its order rules")
    .addOption(
      new Option("--unknown-kinds <policy>", "kinds that no schema declares")
        .choices(["allow", "warn", "error"])
        .default("error"),
    )
    .addOption(
      new Option("--unknown-members <policy>", "members that the schema does not declare")
        .choices(["ignore", "warn"])
        .default("ignore"),
    );
  declareSchemas(command);
  declareLeniency(command);
}

function declareRunning(command: Command): void {
  command
    .option("--format <form>", "pretty, json, junit, sarif, github or html; FORM=FILE writes it to a file", readForm)
    .option("--max-problems <n>", "problems listed, groups printed (default: 1000, 50); all are counted", readCount)
    .option("--max-line <size>", "bytes of a line that is still checked (default: 16MB)", readLineSize)
    .option("--max-ratio <n>", "bytes that one compressed byte may become (default: 500)", readCount)
    .addOption(
      new Option(
        "--scanner <engine>",
        "what recognises good frames in bytes (default: wasm, and js where there is none)",
      ).choices(["wasm", "js", "off"]),
    )
    .option("--jobs <n>", "worker threads (default: the processors)", readCount)
    .option("--shard <i/n>", "read the i-th of n parts; report merge puts the reports together", readShard)
    .option("--part <n>", "the standard input is the n-th part of a log", readCount)
    .option("--stdin-name <name>", "how reports call the standard input", "-")
    .option("-q, --quiet", "print errors of reading only");
}

async function run(command: Command, context: Context): Promise<ExitCode> {
  const options = command.opts<Options>();
  if (command.args.length === 0) command.error("error: missing argument 'files' (- is the standard input)");
  refuseTogether(command, options);
  expect("scanning");
  const start = milliseconds();
  const logs = await (await loadCapture()).findLogs(command.args, context.cwd, options.stdinName);
  const forms = options.format ?? [{ name: "pretty" }];
  const targets = await checkTargets(forms, context.cwd, () => inputsOf(logs.sources, options, context));
  const written = {
    forms: targets.fine,
    mostGroups: options.maxProblems ?? 50,
    quiet: options.quiet === true,
  };
  const flaws: Diagnostic[] = [];
  let report: Report;
  try {
    if (targets.found.length > 0) throw new CodegenError(targets.found);
    report = await reportOn(logs, options, {
      ...context,
      warn: async (found) => {
        for (const one of found) flaws.push(one);
        await reportFlaws(found, options, context);
      },
    });
  } catch (error) {
    if (error instanceof CodegenError) return writeFailure(error, { ...written, seconds: undefined }, context);
    throw error;
  }
  const code = await writeReport(report, { ...written, seconds: (milliseconds() - start) / 1000 }, context);
  return code === 0 ? exitCode(flaws) : code;
}

/** What validating takes besides its options. */
type Surroundings = Context & Required<Pick<ValidateRequest, "warn">>;

/** Validates. Throws `CodegenError` where that cannot even be begun. */
async function reportOn({ sources, found }: FoundLogs, options: Options, context: Surroundings): Promise<Report> {
  const settings = await settingsFor(options, context);
  const { validate, captureDefaults } = await loadCapture();
  if (found.length > 0) throw new CodegenError(found);
  const progress = createProgress(context.terminal);
  const request: Omit<ValidateRequest, "signal"> = {
    settings,
    options: { ...captureDefaults, ...captureOptions(options, settings) },
    sources,
    folder: context.cwd,
    jobs: options.jobs ?? availableParallelism(),
    warn: context.warn,
    ...(options.shard && { shard: options.shard }),
    ...(options.part && { part: options.part }),
    ...(progress && { progress: progress.show }),
  };
  try {
    return await endingEarly((signal) => validate({ ...request, signal }));
  } finally {
    progress?.clear();
  }
}

function refuseTogether(command: Command, { shard, part }: Options): void {
  const hasStdin = command.args.includes("-");
  if (shard !== undefined && hasStdin)
    command.error("error: --shard needs files; for the standard input there is --part");
  if (part !== undefined && (!hasStdin || command.args.length > 1))
    command.error("error: --part is about the standard input alone");
}

export const validate: CommandModule = { declare, run };
