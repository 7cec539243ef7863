/**
 * Validating a log against what a script of a dozen lines does: readline, JSON.parse, and Ajv's standalone validators.
 * All take turns on one file, so that a change of the machine's mood hits each.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeLog } from "./support/log.mjs";
import { codegen, isBuilt, median, root, timeWithMemory } from "./support/process.mjs";

const readline = path.join(root, "bench", "support", "readline.mjs");

/** @param {readonly string[]} args megabytes and rounds, if not 300 and 5 */
export function run([megabytes = "300", rounds = "5"]) {
  if (!isBuilt()) return;
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-bench-"));
  const file = path.join(folder, "frames.ndjson");
  try {
    writeLog(file, Number(megabytes) * 1e6);
    measure(file, Number(rounds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @param {number} rounds
 */
function measure(file, rounds) {
  const size = statSync(file).size;
  const contestants = new Map([
    ["readline", [readline, file]],
    ["1 thread", [codegen, "validate", file, "--jobs", "1"]],
    ["2 threads", [codegen, "validate", file, "--jobs", "2"]],
  ]);
  /** @type {Map<string, { seconds: number[], megabytes: number[] }>} */
  const results = new Map([...contestants.keys()].map((name) => [name, { seconds: [], megabytes: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of contestants) {
      const { seconds, megabytes = 0, status, output } = timeWithMemory(args);
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${output}`);
      results.get(name)?.seconds.push(seconds);
      results.get(name)?.megabytes.push(megabytes);
    }
  }
  const base = median(results.get("readline")?.seconds ?? []);
  console.log(`${(size / 1e6).toFixed(0)} MB, medians of ${rounds} rounds, Node ${process.versions.node}`);
  console.log("               seconds    MB/s   peak MB   times readline");
  for (const [name, { seconds, megabytes }] of results) {
    const time = median(seconds);
    const columns = [
      time.toFixed(2),
      (size / 1e6 / time).toFixed(0),
      Math.max(...megabytes).toFixed(0),
      (base / time).toFixed(2),
    ];
    console.log(`${name.padEnd(12)} ${columns.map((text) => text.padStart(9)).join(" ")}`);
  }
  const one = median(results.get("1 thread")?.seconds ?? []);
  const two = median(results.get("2 threads")?.seconds ?? []);
  console.log(
    `two threads to one: ${(one / two).toFixed(2)} (aims: 1.4 times readline, 1.6 times one thread, under 128 MB)`,
  );
}
