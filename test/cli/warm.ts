/**
 * Runs the command line in a process that has run it before: for tests that start it hundreds of times and ask what it
 * prints and what it ends with, most of the time of which would be Node's start. In .ci/run each has its own process.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isFullSize } from "../support/size.js";
import { codegen, environment, type Options, program, type Result } from "./codegen.js";

const script = fileURLToPath(new URL("warm-process.mjs", import.meta.url));
let warm: ChildProcess | undefined;
/** One after another: a process has one working directory. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the command to its end. What needs a standard input or options of node has its own process all the same. */
export function codegenAgain(args: readonly string[], options: Options): Promise<Result> {
  const { cwd, env, input, node } = options;
  if (isFullSize || input !== undefined || node !== undefined) return codegen(args, options);
  const result = last.then(() => ask({ args, cwd, ...(env && { env }) }));
  last = result.catch(() => undefined);
  return result;
}

async function ask(request: Pick<Options, "cwd" | "env"> & { readonly args: readonly string[] }): Promise<Result> {
  const child = (warm ??= started());
  // Only while it works does it keep the tests from ending.
  child.ref();
  child.channel?.ref();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const ended = (): void => reject(new Error(`the process ended while it ran: codegen ${request.args.join(" ")}`));
      child.once("exit", ended);
      child.once("message", (answer: Result | { readonly failure: string }) => {
        child.off("exit", ended);
        if ("failure" in answer) reject(new Error(answer.failure));
        else resolve(answer);
      });
      child.send(request);
    });
  } finally {
    child.unref();
    child.channel?.unref();
  }
}

function started(): ChildProcess {
  const child = fork(script, [...program], {
    env: environment(),
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.once("exit", () => (warm = undefined));
  return child;
}
