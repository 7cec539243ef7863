/**
 * Everything that has to hold before a change lands, in one list. A step that fails does not keep the others from running,
 * the last line tells how many tests passed and failed, and the exit code is 0 only if every step passed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const STEPS = ["check:scanner", "check:generated", "lint", "format:check", "typecheck", "check:package"];

const temporary = mkdtempSync(path.join(tmpdir(), "frame-codegen-check-"));
const counts = path.join(temporary, "counts");

if (!run("build", [])) {
  console.error("\nFailed: build. Nothing else can run without it.");
  process.exit(1);
}
const failed = STEPS.filter((step) => !run(step, []));
// A folder of real protocols, where there is one: see scripts/corpora/run.ts.
const corpora = process.env["FRAME_CODEGEN_CORPORA"];
if (corpora !== undefined && !run("corpora", [corpora])) failed.push("corpora");
if (!run("test", ["--forbid-only", "--reporter-option", `counts=${counts}`])) failed.push("test");

console.log(failed.length === 0 ? "\nEvery step passed." : `\nFailed: ${failed.join(", ")}.`);
console.log(closingLine());
rmSync(temporary, { recursive: true, force: true });
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
function run(script, args) {
  console.log(`\n== ${script}`);
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(command, ["run", "--silent", script, "--", ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  return status === 0;
}

function closingLine() {
  try {
    return readFileSync(counts, "utf8");
  } catch {
    return "The tests did not run to their end.";
  }
}
