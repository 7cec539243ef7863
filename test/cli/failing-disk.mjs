/**
 * Runs the command again and again in one process, each time on a disk of which another call fails, and prints as a line of
 * JSON what came of each. Arguments: the program, the working directory, and which calls fail with which errors.
 */
import disk from "node:fs/promises";
import fs, { cpSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {{ readonly call: string, readonly codes: readonly string[], readonly isEach: boolean }} Failing */

const [program = "", folder = "", failings = "[]"] = process.argv.slice(2);
const onFiles = ["lstat", "realpath", "readFile", "readdir", "stat", "mkdir", "open", "link", "rename", "unlink"];
const atOnce = ["lstat", "realpath", "readFile", "readdir", "stat"];
const onOpenFiles = ["writeFile", "sync", "close"];
const whole = { ...disk };
/** What fails next, and how often it was called. */
let next = { call: "", nth: 0, code: "" };
let count = 0;
let starts = 0;
const installed = path.dirname(path.dirname(program));

/** @param {string} call @param {unknown} at */
function mayFail(call, at) {
  // The command's own code is not what is on trial.
  if (call !== next.call || String(at).includes(installed)) return;
  count += 1;
  if (count === next.nth) throw Object.assign(new Error(`${next.code}: made to fail, ${call}`), { code: next.code });
}

/** @param {object} target @param {string} call @param {"before" | "after"} when */
function wrap(target, call, when) {
  const real = Reflect.get(target, call);
  Reflect.set(target, call, async (/** @type {unknown[]} */ ...args) => {
    if (when === "before") mayFail(call, args[0]);
    const result = await Reflect.apply(real, target, args);
    if (when === "after") mayFail(call, args[0]);
    // A file is closed also where closing fails: that is when some disks say that they are full.
    if (call === "open") for (const one of onOpenFiles) wrap(result, one, one === "close" ? "after" : "before");
    return result;
  });
}

/** A call that is made at once: Node itself makes some for the code that it loads. @param {string} call */
function wrapSync(call) {
  const real = Reflect.get(fs, `${call}Sync`);
  Reflect.set(fs, `${call}Sync`, (/** @type {unknown[]} */ ...args) => {
    if (String(args[0]).startsWith(process.cwd())) mayFail(call, args[0]);
    return Reflect.apply(real, fs, args);
  });
}

for (const call of onFiles) wrap(disk, call, "before");
for (const call of atOnce) wrapSync(call);
syncBuiltinESMExports();

/** Runs the command, and gives its exit code and what it printed. @param {string} schemas */
async function run(schemas) {
  let printed = "";
  const { write } = process.stderr;
  process.stderr.write = (text) => ((printed += String(text)), true);
  process.argv.splice(2, Infinity, "--split", "--schemas", schemas);
  process.exitCode = 0;
  starts += 1;
  await import(`${pathToFileURL(program).href}?${starts}`);
  process.stderr.write = write;
  return { code: process.exitCode, printed };
}

/** Every file of the output by its path. @returns {Map<string, string>} */
function texts(inside = "") {
  const found = new Map();
  for (const name of readdirSync(path.join(output, inside)).sort()) {
    const at = path.join(inside, name);
    if (!statSync(path.join(output, at)).isDirectory()) found.set(at, readFileSync(path.join(output, at), "utf8"));
    else for (const [one, text] of texts(at)) found.set(one, text);
  }
  return found;
}

/** How each file stands to what it was and what it is to be. */
function states() {
  const found = texts();
  return [...new Set([...old.keys(), ...fresh.keys(), ...found.keys()])].map((at) => {
    const text = found.get(at);
    return { at, isOld: text === old.get(at), isNew: text === fresh.get(at) };
  });
}

process.chdir(folder);
process.setMaxListeners(0);
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);
const output = path.resolve("generated");
cpSync(output, "first", { recursive: true });
await run("new");
const fresh = texts();
rmSync(output, { recursive: true });
cpSync("first", output, { recursive: true });
await run("old");
const old = texts();
cpSync(output, "kept", { recursive: true });

/** @type {readonly Failing[]} */
const all = JSON.parse(failings);
for (const { call, codes, isEach } of all) {
  for (let nth = 1, step = 1; ; nth += step) {
    rmSync(output, { recursive: true, force: true });
    cpSync("kept", output, { recursive: true });
    next = { call, nth, code: codes[nth % codes.length] ?? "EIO" };
    count = 0;
    const { code, printed } = await run("new");
    const isReached = count >= nth;
    next = { call: "", nth: 0, code: "" };
    const left = states();
    const mended = isReached ? await run("new") : { code, printed };
    const after = isReached ? states() : left;
    await whole.appendFile(
      "results",
      `${JSON.stringify({ call, nth, isReached, code, printed, left, mended, after })}\n`,
    );
    if (!isReached) break;
    if (!isEach) step += 2 * nth;
  }
}
