/** What the process ends with: one rule for every command. */
import type { Diagnostic } from "../generator/diagnostic.js";

/** 0 clean, 1 findings, 2 usage, configuration or input and output, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Findings about the surroundings rather than about what was looked at. */
const surroundings: ReadonlySet<string> = new Set([
  "output/not-ours",
  "output/refused",
  "output/unreadable",
  "output/write-failed",
  "schema/no-files",
  "schema/no-folder",
  "schema/unreadable",
]);

/** The exit code for everything that was found, the worst counting. Warnings do not count. */
export function exitCode(found: readonly Diagnostic[]): ExitCode {
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => /^(?:config|log|report)\//.test(code) || surroundings.has(code))) return 2;
  return errors.length > 0 ? 1 : 0;
}

/** Thrown where Ctrl-C ended the work. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Runs something that clears up after itself when interrupted; throws {@link Interrupted} if it was. */
export async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Interrupted("interrupted"));
  // Once: a second Ctrl-C ends the process at once.
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    const result = await action(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

/** Runs something that ends early when interrupted and gives what it has; a second time ends the process at once. */
export async function endingEarly<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await action(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
