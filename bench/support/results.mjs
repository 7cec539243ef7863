/**
 * Results of benchmarks, as JSON that the README's figures and plots are made from.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { root } from "./process.mjs";

/**
 * @param {string} name of the benchmark
 * @param {object} about how it was measured
 * @param {object} results
 */
export function writeResults(name, about, results) {
  const folder = path.join(root, "bench", "results");
  mkdirSync(folder, { recursive: true });
  const [cpu] = cpus();
  const machine = { node: process.versions.node, cpu: cpu?.model ?? "unknown", cores: cpus().length };
  const all = { ...machine, date: new Date().toISOString().slice(0, 10), ...about };
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify({ about: all, results }, null, 2)}\n`);
}

/** @param {string} name of a benchmark that has written results */
export function readResults(name) {
  return JSON.parse(readFileSync(path.join(root, "bench", "results", `${name}.json`), "utf8")).results;
}
