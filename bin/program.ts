/** The command line: picks a command, runs it, and turns whatever happens into an exit code. */
import { Command, CommanderError, Option } from "commander";
import { CodegenError, errorAt } from "../generator/diagnostic.js";
import { installation } from "../generator/index.js";
import { nearest } from "../generator/wording/phrases.js";
import type { CommandEntry, CommandModule, Context } from "./command.js";
import { commands } from "./commands/index.js";
import { type ExitCode, exitCode, Interrupted } from "./exit.js";
import { openTerminal, plain, type Surroundings, type When } from "./terminal.js";

const examples = `
Options of generate work without its name; all of them: codegen generate --help

Examples:
  $ npx codegen init                a first configuration and example schemas
  $ npx codegen                     generate what codegen.config.json says
  $ npx codegen --check --diff      is the generated module current? (for CI)
  $ npx codegen --watch             generate again on every change
`;

/** Runs a command line (without node and script). Never throws; the result is the exit code. */
export async function main(args: readonly string[], surroundings: Surroundings = process): Promise<ExitCode> {
  try {
    return await parseAndRun(args, surroundings);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Interrupted) return 130;
    reportMistake(error, surroundings);
    return 2;
  }
}

async function parseAndRun(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const line = withoutHelpCommand(args);
  const chosen = commands.find(({ name }) => name === line[0]) ?? commands[0];
  const program = createProgram(surroundings);
  let code: ExitCode = 0;
  for (const entry of commands) {
    const command = program.command(entry.name, { isDefault: entry === commands[0] });
    command.description(entry.summary).allowExcessArguments(true);
    command.addOption(
      new Option("--color <when>", "colour the output").choices(["auto", "always", "never"]).default("auto"),
    );
    if (entry !== chosen) continue;
    const module = await entry.load();
    module.declare(command);
    command.action(async () => {
      refuseArguments(command, entry);
      code = await runCommand(module, command, surroundings);
    });
  }
  await program.parseAsync([...line], { from: "user" });
  return code;
}

async function runCommand(module: CommandModule, command: Command, surroundings: Surroundings): Promise<ExitCode> {
  const { color } = command.opts<{ color: When }>();
  const terminal = openTerminal(color, surroundings);
  const { env } = surroundings;
  let context: Context = { cwd: "/", terminal, env };
  try {
    context = { cwd: workingDirectory(), terminal, env };
    return await module.run(command, context);
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    const { reportDiagnostics } = await import("./reporters/diagnostics.js");
    await reportDiagnostics(error.diagnostics, context);
    return exitCode(error.diagnostics);
  }
}

function createProgram({ stdout, stderr }: Surroundings): Command {
  // A reader may go away before the help is printed.
  const ignore = (): void => undefined;
  stdout.on("error", ignore);
  stderr.on("error", ignore);
  return new Command("codegen")
    .description("Turns a folder of JSON Schemas, one for each kind of frame, into a TypeScript module.")
    .version(installation().version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", examples)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(`${text.trimEnd().split("\n").map(plain).join("\n")}\n`),
    })
    .exitOverride();
}

/** `codegen help init` is `codegen init --help`. */
function withoutHelpCommand(args: readonly string[]): readonly string[] {
  const [first, second] = args;
  if (first !== "help") return args;
  return second !== undefined && commands.some(({ name }) => name === second) ? [second, "--help"] : ["--help"];
}

/** Where no arguments are declared, a word without a dash is most likely a mistyped or misplaced command. */
function refuseArguments(command: Command, entry: CommandEntry): void {
  const word = command.args[command.registeredArguments.length];
  if (word === undefined || command.registeredArguments.some(({ variadic }) => variadic)) return;
  const names = commands.map(({ name }) => name);
  const near = nearest(word, names) ?? names.find((name) => word !== "" && name.startsWith(word.slice(0, 3)));
  const hint = names.includes(word)
    ? "(the command comes first)"
    : near === undefined
      ? `(commands: ${names.join(", ")})`
      : `(Did you mean ${near}?)`;
  const what = entry === commands[0] ? "unknown command" : "unexpected argument";
  command.error(`error: ${what} '${word}'\n${hint}`);
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodegenError([errorAt("config/no-working-directory", {}, { reason })]);
  }
}

/** Something was thrown that nobody foresaw. */
function reportMistake(error: unknown, surroundings: Surroundings): void {
  const { err } = openTerminal("auto", surroundings);
  err(`codegen: internal error: ${plain(error instanceof Error ? error.message : String(error))}`);
  if (surroundings.env["DEBUG"] === "codegen" && error instanceof Error) {
    for (const text of (error.stack ?? "").split("\n")) err(plain(text));
  } else {
    err("This is a mistake in codegen itself: please report it, with what DEBUG=codegen prints.");
  }
}
