/** The contract of a command of the command line. */
import type { Command } from "commander";
import type { ExitCode } from "./exit.js";
import type { Surroundings, Terminal } from "./terminal.js";

/** What a command may use of the process that it runs in. */
export interface Context {
  /** Absolute path of the working directory. */
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly env: Surroundings["env"];
}

/** One command: what it takes, and what it does. */
export interface CommandModule {
  /** Declares options, arguments and examples; `--color` and `--help` are there already. */
  readonly declare: (command: Command) => void;
  /** Does the work. Throws `CodegenError` for findings that it has not printed. */
  readonly run: (command: Command, context: Context) => Promise<ExitCode>;
}

/** How a command is listed, before any of its code is loaded. */
export interface CommandEntry {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}
