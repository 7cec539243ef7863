/** Runs the command line as its users do: as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What was built, which `npm test` does first. */
export const program: readonly string[] = [fileURLToPath(new URL("../../dist/bin/codegen.js", import.meta.url))];

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  /** Options of node itself. */
  readonly node?: readonly string[];
  /** What comes from the standard input. */
  readonly input?: string | Uint8Array;
}

/** A clean environment: what the machine of the test has set must not decide. */
export function environment(env: Options["env"] = {}): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env };
}

/** Starts the command, for tests that do something while it runs. */
export function start(args: readonly string[], { cwd, env, node = [] }: Options): ChildProcess {
  return spawn(process.execPath, [...node, ...program, ...args], { cwd, env: environment(env), stdio: "pipe" });
}

/** Runs the command to its end. */
export async function codegen(args: readonly string[], options: Options): Promise<Result> {
  const child = start(args, options);
  child.stdin?.on("error", () => undefined).end(options.input ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}

/** Runs a shell line in which `$CODEGEN` is the command. */
export async function shell(line: string, { cwd, env }: Options): Promise<Result> {
  const quoted = [process.execPath, ...program].map((word) => `'${word}'`).join(" ");
  const child = spawn("sh", ["-c", line.replaceAll("$CODEGEN", quoted)], { cwd, env: environment(env), stdio: "pipe" });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}
