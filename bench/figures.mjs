/**
 * The README's figures: its tables and its plots, made from what the benchmarks have written to `results/`. Losses are in
 * them like wins.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { modulePlot } from "./figures/plot.mjs";
import { generatingTable, validatingPlot, validatingTable } from "./figures/processes.mjs";
import { sizesText, tableOf } from "./figures/table.mjs";
import { root } from "./support/process.mjs";

const readme = path.join(root, "README.md");

export async function run() {
  for (const [file, text] of await figures()) writeFileSync(path.join(root, file), text);
}

/** The files that hold figures, as they should be. @returns {Promise<Map<string, string>>} */
export async function figures() {
  /** @type {import("./figures/table.mjs").Results} */
  const ofModule = read("module");
  /** @type {import("./figures/processes.mjs").Validating} */
  const ofLogs = read("validate");
  const parts = {
    generate: generatingTable(read("generate"), read("check")),
    validate: validatingTable(ofLogs),
    module: tableOf(ofModule),
    sizes: sizesText(ofModule),
  };
  let text = readFileSync(readme, "utf8");
  for (const [name, part] of Object.entries(parts)) text = replaced(text, name, part);
  const options = await resolveConfig(readme);
  return new Map([
    ["README.md", await format(text, { ...options, filepath: readme })],
    ["docs/bench-mix.svg", modulePlot(ofModule, "mix")],
    ["docs/bench-progress.svg", modulePlot(ofModule, "progress")],
    ["docs/bench-logs.svg", validatingPlot(ofLogs)],
  ]);
}

/** @param {string} name of a benchmark that writes results */
function read(name) {
  return JSON.parse(readFileSync(path.join(root, "bench", "results", `${name}.json`), "utf8"));
}

/**
 * @param {string} text
 * @param {string} name of the part between two comments
 * @param {string} part
 */
function replaced(text, name, part) {
  const [open, close] = [`<!-- bench ${name} -->`, `<!-- end of bench ${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`README.md has no part ${name}`);
  return `${text.slice(0, start + open.length)}\n\n${part}\n\n${text.slice(end)}`;
}
