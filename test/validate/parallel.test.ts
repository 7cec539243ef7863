import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Report } from "../../generator/index.js";
import { program } from "../cli/codegen.js";
import { root } from "../support/sources.js";
import { good, lines, only, readReport, reported } from "./logs.js";

const frames = [
  good.phase,
  good.progress,
  '{"kind":"failed","error":{"code":"c"}}',
  '{"kind":"progress","phase":"ü日本","current":9007199254740993,"total":2}',
  '{"kind":"nope"}',
  "[]",
  '{"kind":"ph',
];

/** Records that wrap frames, of connections that end before their time. */
function logText(count: number): string {
  const frame = (i: number): string => (i % 1000 === 999 ? good.done : (frames[i % 97] ?? good.phase));
  const record = (i: number): string => `{"ts":${1.78e9 + i},"conn":"c${i % 5}","frame":${frame(i)}}`;
  return lines(...Array.from({ length: count }, (_, i) => record(i)));
}

/** Where GNU parallel is missing the tests skip, unless FRAME_CODEGEN_REQUIRE_PARALLEL is set, as it is in CI. */
function needsParallel(test: Mocha.Context): void {
  const { stdout } = spawnSync("parallel", ["--version"], { encoding: "utf8" });
  // Undefined where there is no such program at all.
  if ((stdout ?? "").startsWith("GNU parallel")) return;
  if (process.env["FRAME_CODEGEN_REQUIRE_PARALLEL"] !== undefined) throw new Error("There is no GNU parallel.");
  console.log("    There is no GNU parallel here: the recipes that take it are not run.");
  test.skip();
}

describe("The recipes for GNU parallel", function () {
  this.timeout(120_000);
  const options = ["--schemas", path.join(root, "schemas"), "--at", "/frame", "--channel", "session"];
  let cwd: string;

  before(function () {
    needsParallel(this);
    // A name that a shell would take apart.
    cwd = mkdtempSync(path.join(tmpdir(), "frame codegen's $(logs) "));
    writeFileSync(path.join(cwd, "a log.ndjson"), logText(9000));
    writeFileSync(path.join(cwd, "b.ndjson"), logText(3000).slice(20));
    writeFileSync(path.join(cwd, "c.ndjson.gz"), gzipSync(logText(2000)));
  });
  after(() => {
    if (cwd !== undefined) rmSync(cwd, { recursive: true });
  });

  function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const file = path.join(root, "examples/parallel", script);
    const codegen = [process.execPath, ...program].join(" ");
    const all = { PATH: process.env["PATH"], HOME: process.env["HOME"], CODEGEN: codegen, FORMAT: "json", ...env };
    return spawnSync("bash", [file, ...args], { cwd, env: all, encoding: "utf8" });
  }

  it("shards.sh gives the report of one run, byte for byte", async () => {
    const logs = ["a log.ndjson", "b.ndjson", "c.ndjson.gz"];
    const whole = await reported([...logs, ...options], { cwd, schemas: undefined });
    const { stdout, stderr, status } = run("shards.sh", ["3", ...logs, "--", ...options]);
    assert.equal(stderr, "");
    assert.equal(stdout, whole.stdout);
    assert.equal(status, 1);
    assert.ok(whole.report.orderViolations > 0 && whole.report.warnings > 0 && whole.report.invalid > 0);
  });

  it("pipepart.sh gives it but for what takes the place in the file: its size, and where in it frames are bad", async () => {
    const whole = await reported(["a log.ndjson", ...options], { cwd, schemas: undefined });
    const { stdout, stderr, status } = run("pipepart.sh", ["a log.ndjson", ...options], { BLOCK: "250k" });
    assert.equal(stderr, "");
    const sum = (numbers: readonly number[] = []): number => numbers.reduce((a, b) => a + b, 0);
    const without = ({ files, ...report }: Report): object => {
      const { size: _size, strip, ...file } = only(files);
      return { ...report, files: [{ ...file, bad: sum(strip.rows["bad"]), frames: sum(strip.rows["frames"]) }] };
    };
    assert.deepEqual(without(readReport(stdout)), without(whole.report));
    assert.equal(status, 1);
  });

  it("print the report for people, and end as codegen validate does", () => {
    const { stdout, status } = run("shards.sh", ["2", "a log.ndjson", "--", ...options], { FORMAT: "pretty" });
    assert.match(stdout, /9,000 frames in 1 log/);
    assert.equal(status, 1);
    const none = run("shards.sh", ["2", "no*such", "--", ...options]);
    assert.match(none.stderr, /nothing matches "no\*such"/);
    assert.equal(none.status, 2);
  });

  it("do not pass over a part whose process came to no end", () => {
    const killed = run("pipepart.sh", ["a log.ndjson", ...options], {
      CODEGEN: "sh -c kill$IFS-9$IFS$$",
      BLOCK: "250k",
    });
    assert.equal(killed.status, 2);
    assert.match(killed.stderr, /A part was not read to its end\./);
  });
});
