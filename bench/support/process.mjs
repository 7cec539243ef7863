/**
 * Child processes, timed from outside and asked for their memory from inside.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
export const codegen = path.join(root, "dist", "bin", "codegen.js");

/** Extra certificates cost Node a fixed time at every start, which would hide what is measured. */
const { NODE_EXTRA_CA_CERTS: _dropped, ...env } = process.env;

/** Prints the peak of the resident set, in KiB, as the last line on stderr when the process ends. */
const REPORT_MEMORY = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}\\n`));',
)}`;

/**
 * @typedef {object} Timing
 * @property {number} seconds
 * @property {number | undefined} status
 * @property {string} output what the process wrote to stdout and stderr
 */

/**
 * Runs `node` with these arguments and waits.
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {Timing}
 */
export function time(args, cwd = root) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, status: status ?? undefined, output: stdout + stderr };
}

/**
 * Runs another program and waits.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Timing}
 */
export function timeCommand(command, args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: "ignore" });
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, status: status ?? undefined, output: "" };
}

/**
 * The same as `time`, with the peak of the process's memory.
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
export function timeWithMemory(args, cwd = root) {
  const timing = time(["--import", REPORT_MEMORY, ...args], cwd);
  const peak = /\npeak (\d+)\n/.exec(timing.output)?.[1];
  return { ...timing, megabytes: peak === undefined ? undefined : Number(peak) / 1024 };
}

/** Whether the command is built; says so where it is not. */
export function isBuilt() {
  if (existsSync(codegen)) return true;
  console.log("There is no dist/bin/codegen.js to measure: run `npm run build` first.");
  return false;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/**
 * @param {readonly number[]} values
 * @param {number} index
 */
function at(values, index) {
  return values[index] ?? Number.NaN;
}
