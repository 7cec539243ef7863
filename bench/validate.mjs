/**
 * Validating logs, whole processes: against what a script of a dozen lines does (readline, JSON.parse, and Ajv's standalone
 * validators), and with each of our scanners. All take turns on one file, so that a change of the machine's mood hits each.
 */
import { spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { repeatLog, writeBadLog, writeLog } from "./support/log.mjs";
import { readResults, writeResults } from "./support/results.mjs";
import { codegen, isBuilt, median, root, timeCommand, timeWithMemory } from "./support/process.mjs";

const support = path.join(root, "bench", "support");
const github = path.join(root, "..", "shared", "corpora", "github-event");

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => { seconds: number, megabytes?: number | undefined, status: number | undefined, output: string }} run
 * @property {readonly number[]} [statuses] exit codes that are right
 */

/** @param {readonly string[]} args megabytes and rounds, if not 300 and 5; and the only log to be measured again */
export async function run([megabytes = "300", rounds = "5", only]) {
  if (!isBuilt()) return;
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-bench-"));
  try {
    /** @type {Record<string, object>} */
    const results = only === undefined ? {} : readResults("validate");
    for (const [name, prepare] of Object.entries(logs)) {
      if (only !== undefined && name !== only) continue;
      const log = await prepare(path.join(folder, `${name}.ndjson`), Number(megabytes) * 1e6);
      if (log !== undefined) results[name] = compare(name, log, Number(rounds));
      // They are large.
      for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
    }
    writeResults("validate", { megabytes: Number(megabytes), rounds: Number(rounds) }, results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What a log is made of, and who reads it; undefined where something for it is missing.
 * @type {Record<string, (file: string, bytes: number) => Promise<{ file: string, contenders: Contender[] } | undefined>>}
 */
const logs = {
  async mix(file, bytes) {
    writeLog(file, bytes);
    return {
      file,
      contenders: [
        node("readline + JSON.parse + ajv", path.join(support, "readline.mjs"), file),
        ours("1 thread", file, "--jobs", "1"),
        ours("2 threads", file, "--jobs", "2"),
        ours("1 thread, JavaScript scanner", file, "--jobs", "1", "--scanner", "js"),
        ours("1 thread, no scanner", file, "--jobs", "1", "--scanner", "off"),
        ...jsonschema(file),
        ...tool("jq -c", "jq", "-c", ".kind", file),
        ...tool("wc -l", "wc", "-l", file),
      ],
    };
  },
  /** What takes its time at the start hardly counts here. */
  async "the mix thirty times"(file, bytes) {
    const once = `${file}.once`;
    writeLog(once, bytes);
    // Piece by piece: what this process holds would count as the memory of those that it begins.
    for (let time = 0; time < 30; time++)
      await pipeline(createReadStream(once), createWriteStream(file, { flags: "a" }));
    return { file, contenders: [ours("1 thread", file, "--jobs", "1"), ours("2 threads", file, "--jobs", "2")] };
  },
  async "every line bad"(file, bytes) {
    writeBadLog(file, bytes / 10);
    return { file, contenders: onOff(file) };
  },
  async gzip(file, bytes) {
    writeLog(file, bytes);
    const packed = `${file}.gz`;
    await pipeline(createReadStream(file), createGzip(), createWriteStream(packed));
    return {
      file: packed,
      contenders: [
        node("zlib alone", path.join(support, "gunzip.mjs"), packed),
        ours("1 thread", packed, "--jobs", "1"),
      ],
    };
  },
  async "GitHub's events"(file, bytes) {
    return githubLog(file, { bytes });
  },
  async "GitHub's events, the valid ones"(file, bytes) {
    if (!existsSync(github)) return undefined;
    const { lines } = JSON.parse(readFileSync(path.join(github, "expected.json"), "utf8"));
    return githubLog(file, { bytes, without: lines.invalid });
  },
};

/**
 * @param {string} file
 * @param {{ bytes: number, without?: readonly number[] }} options
 */
function githubLog(file, options) {
  if (!existsSync(github)) return undefined;
  repeatLog(path.join(github, "frames.ndjson.gz"), file, options);
  const schemas = ["--schemas", path.join(github, "schemas"), "--discriminator", "name"];
  const lenient = ["--unknown-keywords", "warn", "--unknown-formats", "warn"];
  return { file, contenders: onOff(file, ...schemas, ...lenient) };
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 */
function onOff(file, ...args) {
  return [
    ours("1 thread, no scanner", file, "--jobs", "1", "--scanner", "off", ...args),
    ours("1 thread", file, "--jobs", "1", ...args),
  ];
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Contender}
 */
function ours(name, ...args) {
  return { name, run: () => timeWithMemory([codegen, "validate", "--quiet", ...args]), statuses: [0, 1] };
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Contender}
 */
function node(name, ...args) {
  return { name, run: () => timeWithMemory(args) };
}

/**
 * A program that may be missing.
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Contender[]}
 */
function tool(name, command, ...args) {
  const isThere = spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
  return isThere ? [{ name, run: () => timeCommand(command, args) }] : [];
}

/**
 * A validator that is compiled code: `npm ci` in bench/ brings it. It knows lines of JSON by the name of their file.
 * @param {string} file
 */
function jsonschema(file) {
  const schema = path.join(root, "test", "samples", "msgspec-schema.json");
  const lines = `${file}.jsonl`;
  if (!existsSync(lines)) linkSync(file, lines);
  const dialect = "https://json-schema.org/draft/2020-12/schema";
  const command = path.join(root, "bench", "node_modules", ".bin", "jsonschema");
  return tool("jsonschema --fast", command, "validate", schema, lines, "--fast", "--default-dialect", dialect);
}

/**
 * @param {string} log
 * @param {{ file: string, contenders: readonly Contender[] }} what
 * @param {number} rounds
 */
function compare(log, { file, contenders }, rounds) {
  const megabytes = statSync(file).size / 1e6;
  const runs = contenders.map(({ name }) => ({ name, seconds: /** @type {number[]} */ ([]), peak: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { name, run, statuses = [0] }] of contenders.entries()) {
      const { seconds, megabytes: peak = 0, status, output } = run();
      if (!statuses.includes(status ?? -1)) throw new Error(`${name} ended with ${status}: ${output}`);
      const record = runs[i];
      record?.seconds.push(seconds);
      if (record !== undefined) record.peak = Math.max(record.peak, peak);
    }
  }
  const base = median(runs[0]?.seconds ?? []);
  console.log(`\n${log}: ${megabytes.toFixed(0)} MB, medians of ${rounds} rounds, Node ${process.versions.node}`);
  console.log("                                  seconds     MB/s  peak MB   times the first");
  return runs.map(({ name, seconds, peak }) => {
    const time = median(seconds);
    const columns = [
      time.toFixed(2),
      (megabytes / time).toFixed(0),
      peak === 0 ? "-" : peak.toFixed(0),
      (base / time).toFixed(2),
    ];
    console.log(`${name.padEnd(32)} ${columns.map((text) => text.padStart(8)).join(" ")}`);
    return { name, seconds: time, megabytesPerSecond: megabytes / time, peakMegabytes: peak, timesFirst: base / time };
  });
}
