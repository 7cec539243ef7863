/**
 * The way of an up-to-date check, which runs in every build of every app: nothing is loaded that it does not need, not
 * even the parser of the command line. Whatever is not plain goes the ordinary way.
 */
import { configure, fingerprint, isCurrent } from "../generator/index.js";
import { shownFolder, upToDate } from "./reporters/folder.js";

/** Whether this was a plain check of an output that is current. Never throws, and prints only then. */
export async function checkedQuickly(args: readonly string[]): Promise<boolean> {
  const words = args[0] === "generate" ? args.slice(1) : args;
  const quiet = words.some((word) => word === "-q" || word === "--quiet");
  if (!words.includes("--check") || !words.every((word) => ["--check", "-q", "--quiet"].includes(word))) return false;
  try {
    const cwd = process.cwd();
    const { settings } = await configure({ cwd });
    const lines: string[] = [];
    for (const one of settings) {
      const { hash, isOdd } = await fingerprint(one);
      if (isOdd || !(await isCurrent(one, hash))) return false;
      lines.push(upToDate(shownFolder(one.output, cwd)));
    }
    if (!quiet) process.stderr.on("error", () => undefined).write(`${lines.join("\n")}\n`);
    return true;
  } catch {
    // The ordinary way says what is wrong.
    return false;
  }
}
