/**
 * What generating costs, by processes of their own: as a protocol grows, and for what is done again and again.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { codegen, isBuilt, median, root, timeWithMemory } from "./support/process.mjs";
import { writePlain, writeShared } from "./support/schemas.mjs";
import { writeResults } from "./support/results.mjs";

const SIZES = [10, 100, 800, 1000, 5000];
const ROUNDS = 5;
const github = path.join(root, "..", "shared", "corpora", "github-event", "schemas");

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} kinds
 * @property {number} seconds median of the rounds
 * @property {number} megabytes highest peak
 */

/** @param {readonly string[]} sizes numbers of plain kinds; the other cases are measured where none is given */
export async function run(sizes) {
  if (!isBuilt()) return;
  const folder = mkdtempSync(path.join(tmpdir(), "frame-codegen-bench-"));
  console.log("                                    kinds   seconds   ms a kind   peak MB");
  try {
    const growth = (sizes.length > 0 ? sizes.map(Number) : SIZES).map((kinds) => plain(folder, kinds));
    if (sizes.length > 0) return;
    writeResults("generate", { rounds: ROUNDS }, { growth, cases: await cases(folder) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {number} kinds
 */
function plain(folder, kinds) {
  const app = newApp(folder, `plain-${kinds}`);
  writePlain(path.join(app, "schemas"), kinds);
  return measure({ name: "plain kinds", kinds, app, before: () => clear(app) });
}

/** @param {string} folder */
async function cases(folder) {
  const app = path.join(folder, "plain-800");
  const rows = [
    measure({ name: "one description changed among", kinds: 800, app, before: () => describe(app) }),
    measure({ name: "one member more in one among", kinds: 800, app, before: () => extend(app) }),
    await watched(app),
    measure({ name: "--check, up to date", kinds: 800, app, args: ["--check"] }),
    shared(folder),
  ];
  return existsSync(github) ? [...rows, events(folder)] : rows;
}

/**
 * Changes the description of a member of one schema among 800.
 * @param {string} app
 */
function describe(app) {
  changeOne(app, (text) => text.replace(/(?<=The phase that it belongs to\.)( \d+)?/, ` ${turn++}`));
}

/**
 * Gives one schema among 800 one member more than it has had.
 * @param {string} app
 */
function extend(app) {
  changeOne(app, (text) => text.replace('"phase": {', `"more_${turn++}": { "type": "integer" }, "phase": {`));
}

let turn = 0;

/**
 * @param {string} app
 * @param {(text: string) => string} change
 */
function changeOne(app, change) {
  const file = path.join(app, "schemas", "kind_400.schema.json");
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/**
 * From the change to the line that says that all is written, the wait for the end of a burst of changes included.
 * @param {string} app
 */
async function watched(app) {
  const watching = spawn(process.execPath, [codegen, "--watch"], { cwd: app, stdio: ["ignore", "ignore", "pipe"] });
  const told = createInterface({ input: watching.stderr })[Symbol.asyncIterator]();
  const generated = async () => {
    for (let line = await told.next(); line.done !== true; line = await told.next()) {
      if (/ files? (?:written|unchanged)|up to date/.test(line.value)) return;
    }
    throw new Error("the watch came to an end");
  };
  try {
    await generated();
    // The first change loads what the others find loaded.
    const seconds = [];
    for (let round = 0; round <= ROUNDS; round++) {
      await delay(500);
      const start = performance.now();
      describe(app);
      await generated();
      seconds.push((performance.now() - start) / 1000);
    }
    return print({
      name: "one description, under --watch",
      kinds: 800,
      seconds: median(seconds.slice(1)),
      megabytes: 0,
    });
  } finally {
    watching.kill();
  }
}

/** @param {string} folder */
function shared(folder) {
  const app = newApp(folder, "shared");
  writeShared(path.join(app, "schemas"), { kinds: 232, definitions: 600 });
  return measure({ name: "with 600 shared definitions", kinds: 232, app, before: () => clear(app) });
}

/** @param {string} folder */
function events(folder) {
  const app = newApp(folder, "github");
  cpSync(github, path.join(app, "schemas"), { recursive: true });
  const args = ["--unknown-keywords", "warn"];
  return measure({ name: "GitHub's events", kinds: 66, app, args, before: () => clear(app) });
}

/**
 * @param {string} folder
 * @param {string} name
 */
function newApp(folder, name) {
  const app = path.join(folder, name);
  // Earlier results are kept there, as in any app.
  mkdirSync(path.join(app, "node_modules"), { recursive: true });
  return app;
}

/** @param {string} app */
function clear(app) {
  for (const name of ["generated", "node_modules"]) rmSync(path.join(app, name), { recursive: true, force: true });
  mkdirSync(path.join(app, "node_modules"));
}

/**
 * @param {{ name: string, kinds: number, app: string, args?: readonly string[], before?: () => void }} what
 * @returns {Row}
 */
function measure({ name, kinds, app, args = [], before = () => undefined }) {
  const runs = Array.from({ length: ROUNDS }, () => {
    before();
    const { seconds, status, output, megabytes = 0 } = timeWithMemory([codegen, ...args], app);
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${output}`);
    return { seconds, megabytes };
  });
  const seconds = median(runs.map((one) => one.seconds));
  const megabytes = Math.max(...runs.map((one) => one.megabytes));
  return print({ name, kinds, seconds, megabytes });
}

/** @param {Row} row */
function print(row) {
  const { name, kinds, seconds, megabytes } = row;
  const columns = [seconds.toFixed(2), ((seconds * 1000) / kinds).toFixed(2), megabytes.toFixed(0)];
  const [a = "", b = "", c = ""] = columns;
  console.log(`${name.padEnd(32)} ${String(kinds).padStart(8)} ${a.padStart(9)} ${b.padStart(11)} ${c.padStart(9)}`);
  return row;
}
