/**
 * Runs the generator over corpora of real protocols, and prints a table: kinds, frames, frames on which we and plain Ajv
 * differ, size of the validators, seconds and peak memory of generating. Exit code 1 if there is a difference that
 * differences.json gives no reason for, or a corpus that gives no module.
 *
 *     npm run corpora -- DIR
 */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { codegen, timeWithMemory } from "../../bench/support/process.mjs";
import { type Corpus, readCorpora } from "./corpus.js";
import { readKnown, surprises } from "./known.js";
import { verdictDifferences } from "./verdicts.js";

const options = ["--unknown-keywords", "warn", "--unknown-formats", "warn", "--keep-going", "--target", "js"];
// What pydantic writes for a decimal number, and one of the official test suite: both can take more than linear time.
options.push(
  ...[String.raw`^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$`, "f.*o"].flatMap((pattern) => ["--allow-patterns", pattern]),
);

/** A row of the table. */
interface Row {
  readonly name: string;
  readonly cells: readonly (string | number)[];
  /** What nobody expected. */
  readonly faults: readonly string[];
}

const columns = ["kinds", "frames", "verdicts", "left out", "KB", "seconds", "MB"];

async function measure(corpus: Corpus, folder: string): Promise<Row> {
  const output = path.join(folder, corpus.name);
  const {
    seconds,
    megabytes,
    output: said,
  } = timeWithMemory([codegen, "--schemas", corpus.schemas, "-o", output, ...options], folder);
  const [, kinds] = /\((\d+) kinds?, \d+ ms\)/.exec(said) ?? [];
  const [, leftOut = 0] = /left out (\d+) kinds?/.exec(said) ?? [];
  const validators = path.join(output, "validators.js");
  if (kinds === undefined || !existsSync(validators)) {
    return { name: corpus.name, cells: [], faults: [`gives no module:\n${said.slice(-2000)}`] };
  }
  const found = await verdictDifferences(output, corpus.frames);
  const kilobytes = Math.round(statSync(validators).size / 1000);
  const figures = [kilobytes, seconds.toFixed(2), megabytes?.toFixed(0) ?? "?"];
  return {
    name: corpus.name,
    cells: [kinds, corpus.frames.length, found.length, leftOut, ...figures],
    faults: surprises(found, known.get(corpus.name)),
  };
}

function line(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(32) + cells.map((cell) => String(cell).padStart(10)).join("");
}

const known = readKnown();
const [root] = process.argv.slice(2);
if (root === undefined || !existsSync(root)) {
  console.error("usage: npm run corpora -- DIR (a folder of corpora, each with schemas/ and perhaps frames)");
  process.exit(2);
}
const temporary = mkdtempSync(path.join(tmpdir(), "frame-codegen-corpora-"));
try {
  console.log(line("corpus", columns));
  for (const corpus of readCorpora(path.resolve(root))) {
    const row = await measure(corpus, temporary);
    console.log(line(row.name, row.cells));
    for (const fault of row.faults) console.log(`  ${fault}`);
    if (row.faults.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
