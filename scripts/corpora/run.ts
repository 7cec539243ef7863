/**
 * Runs the generator over corpora of real protocols, and prints a table: kinds; frames; frames on which we and plain Ajv
 * differ; frames, and mutants of them, on which our types and validators differ; accepted frames that hold members which
 * nothing declares, so that closed types refuse them as they stand; kinds that were left out; size of the validators,
 * seconds and peak memory of generating. Exit code 1 if there is a difference that differences.json or
 * type-differences.json gives no reason for, or a corpus that gives no module.
 *
 *     npm run corpora -- DIR
 */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { codegen, timeWithMemory } from "../../bench/support/process.mjs";
import { type Corpus, readCorpora } from "./corpus.js";
import { readKnown, surprises } from "./known.js";
import { type TypeReport, typeAgreement } from "./types/agreement.js";
import { readKnownTypes, typeSurprises } from "./types/known.js";
import { verdictDifferences } from "./verdicts.js";
import { settingsOf } from "../../generator/config/index.js";
import type { JsonValue } from "../../generator/model.js";
import { readSchemas } from "../../generator/schema/read.js";

// What pydantic writes for a decimal number, and one of the official test suite: both can take more than linear time.
const allowPatterns = [String.raw`^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$`, "f.*o"];
const options = ["--unknown-keywords", "warn", "--unknown-formats", "warn", "--keep-going", "--target", "js"];
options.push(...allowPatterns.flatMap((pattern) => ["--allow-patterns", pattern]));

/** A row of the table. */
interface Row {
  readonly name: string;
  readonly cells: readonly (string | number)[];
  /** What nobody expected. */
  readonly faults: readonly string[];
}

// Of each frame type: enough to be wrong at many places, and few enough for one run of the compiler.
const mutants = 30;

const columns = ["kinds", "frames", "verdicts", "types", "undeclared", "left out", "KB", "seconds", "MB"];

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
  const types = await typesOf(corpus, output);
  const kilobytes = Math.round(statSync(validators).size / 1000);
  const figures = [kilobytes, seconds.toFixed(2), megabytes?.toFixed(0) ?? "?"];
  return {
    name: corpus.name,
    cells: [kinds, corpus.frames.length, found.length, types.differences.length, types.undeclared, leftOut, ...figures],
    faults: [
      ...surprises(found, known.get(corpus.name)),
      ...typeSurprises(types.differences, knownTypes.get(corpus.name)),
    ],
  };
}

async function typesOf({ schemas, frames }: Corpus, output: string): Promise<TypeReport> {
  const settings = settingsOf(
    { schemas, unknownKeywords: "warn", unknownFormats: "warn", keepGoing: true, allowPatterns },
    process.cwd(),
  );
  const { protocol } = await readSchemas(settings);
  const values = frames.filter(({ verdict }) => verdict !== "notJson").map(({ text }) => JSON.parse(text) as JsonValue);
  return typeAgreement({ folder: output, protocol }, values, { mutants });
}

function line(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(32) + cells.map((cell) => String(cell).padStart(11)).join("");
}

const known = readKnown();
const knownTypes = readKnownTypes();
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
