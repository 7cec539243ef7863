/**
 * The README's figures of the generated module: its table and its plots, made from what `npm run bench -- module` has written
 * to `results/module.json`. Losses are in it like wins.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { plotOf } from "./figures/plot.mjs";
import { sizesText, tableOf } from "./figures/table.mjs";
import { root } from "./support/process.mjs";

const readme = path.join(root, "README.md");

export async function run() {
  for (const [file, text] of await figures()) writeFileSync(path.join(root, file), text);
}

/** The files that hold figures, as they should be. @returns {Promise<Map<string, string>>} */
export async function figures() {
  /** @type {import("./figures/table.mjs").Results} */
  const results = JSON.parse(readFileSync(path.join(root, "bench", "results", "module.json"), "utf8"));
  const text = replaced(
    replaced(readFileSync(readme, "utf8"), "module", tableOf(results)),
    "sizes",
    sizesText(results),
  );
  const options = await resolveConfig(readme);
  return new Map([
    ["README.md", await format(text, { ...options, filepath: readme })],
    ["docs/bench-mix.svg", plotOf(results, "mix")],
    ["docs/bench-progress.svg", plotOf(results, "progress")],
  ]);
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
