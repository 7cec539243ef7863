/** Runs `codegen validate` as a process whose memory is measured, over logs that are never on a disk as a whole. */
import { once } from "node:events";
import { readFileSync, truncateSync, appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { codegen, type Result, start } from "../cli/codegen.js";
import { root } from "../support/sources.js";
import { newFolder, type Reported, readReport } from "./logs.js";

/** What no log may make it take, in megabytes. */
export const mostMemory = 256;

export interface Measured extends Reported {
  /** The most memory that the process had, all threads together, in megabytes. */
  readonly peak: number;
}

/** What the system counts for the process that started this one counts there as well, but not in this line. */
const meter = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeFileSync } from "node:fs";
  import { isMainThread } from "node:worker_threads";
  const peak = () => {
    try {
      return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
    } catch {
      return process.resourceUsage().maxRSS;
    }
  };
  if (isMainThread) process.on("exit", () => writeFileSync(process.env.PEAK_FILE, String(peak())));
`)}`;

/** Validates; the standard input gets the chunks. Options of node come before the meter. */
export async function measured(
  args: readonly string[],
  chunks: Iterable<Uint8Array | string>,
  node: readonly string[] = [],
): Promise<Measured> {
  const folder = newFolder();
  const peakFile = path.join(folder, "peak");
  const schemas = ["--schemas", path.join(root, "schemas"), "--name", "Event"];
  const child = start(["validate", ...args, ...schemas, "--format", "json"], {
    cwd: folder,
    node: [...node, "--import", meter],
    env: { PEAK_FILE: peakFile },
  });
  if (child.stdin !== null) Readable.from(chunks).pipe(child.stdin.on("error", () => undefined));
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  await once(child, "close");
  const peak = Number(readFileSync(peakFile, "utf8")) / 1024;
  return { code: child.exitCode, stdout, stderr, report: readReport(stdout), peak };
}

/** Generates from a schema folder; the output goes to a new one. */
export async function generating(
  schemas: string,
): Promise<Result & { readonly peak: number; readonly seconds: number }> {
  const folder = newFolder();
  const peakFile = path.join(folder, "peak");
  const begin = performance.now();
  const args = ["--schemas", schemas, "--discriminator", "kind"];
  const result = await codegen(args, { cwd: folder, node: ["--import", meter], env: { PEAK_FILE: peakFile } });
  const seconds = (performance.now() - begin) / 1000;
  return { ...result, peak: Number(readFileSync(peakFile, "utf8")) / 1024, seconds };
}

const chunk = Buffer.alloc(1024 * 1024, "x");

/** Something with many bytes of filling in it. */
export function* long(before: string, bytes: number, after: string): Generator<Uint8Array | string> {
  yield before;
  for (let left = bytes; left > 0; left -= chunk.length) yield left < chunk.length ? chunk.subarray(0, left) : chunk;
  yield after;
}

/** A file with a hole in it, which takes no room on the disk and reads as zeros. */
export function holed(before: string, bytes: number, after: string): string {
  const file = path.join(newFolder(), "holed.ndjson");
  writeFileSync(file, before);
  truncateSync(file, Buffer.byteLength(before) + bytes);
  appendFileSync(file, after);
  return file;
}
