import assert from "node:assert/strict";
import { once } from "node:events";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Report } from "../../generator/index.js";
import { shell, start } from "../cli/codegen.js";
import { root } from "../support/sources.js";
import {
  countsOf,
  faultsOf,
  good,
  lines,
  logOf,
  newFolder,
  problemsOf,
  readReport,
  reported,
  samples,
  validate,
} from "./logs.js";
import { aroundReads } from "./reads.js";

/** Lines that do not compress to nothing. */
function manyLines(count: number): string {
  const frame = (i: number): string => `{"kind":"phase","phase":"x${(i * 7919) % 10007}","at":"y${i ** 3 % 9973}"}`;
  return lines(...Array.from({ length: count }, (_, i) => frame(i)));
}
const count = 4000;
const text = manyLines(count);
const gzip = gzipSync(text);
const brotli = brotliCompressSync(text);

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

/** What becomes of a log: how many of its 4,000 frames are read, and what is said of it. */
interface Damage {
  readonly name: string;
  readonly log: Uint8Array;
  readonly frames: (frames: number) => boolean;
  readonly fault: RegExp;
  readonly code: number;
}
const some = (frames: number): boolean => frames > 0 && frames < count;
const all = (frames: number): boolean => frames === count;
const twice = (frames: number): boolean => frames === 2 * count;
const none = (frames: number): boolean => frames === 0;

const damages: readonly Damage[] = [
  { name: "gzip that is cut", log: gzip.subarray(0, gzip.length / 2), frames: some, fault: /cut-short/, code: 2 },
  { name: "gzip without its last bytes", log: gzip.subarray(0, -3), frames: all, fault: /cut-short/, code: 2 },
  { name: "gzip that ends in its header", log: gzip.subarray(0, 5), frames: none, fault: /cut-short/, code: 2 },
  {
    name: "gzip whose second member is cut",
    log: Buffer.concat([gzip, gzip.subarray(0, gzip.length / 2)]),
    frames: (frames) => frames > count && frames < 2 * count,
    fault: /cut-short/,
    code: 2,
  },
  {
    name: "gzip with another bit in it",
    log: flipped(gzip, gzip.length >> 1),
    frames: Boolean,
    fault: /corrupt/,
    code: 2,
  },
  { name: "gzip with another checksum", log: flipped(gzip, gzip.length - 6), frames: all, fault: /corrupt/, code: 2 },
  { name: "gzip with another length", log: flipped(gzip, gzip.length - 2), frames: all, fault: /corrupt/, code: 2 },
  {
    name: "gzip with rubbish after it",
    log: Buffer.concat([gzip, Buffer.from("rubbish")]),
    frames: all,
    fault: /trailing-data/,
    code: 2,
  },
  {
    name: "gzip with zeros after it",
    log: Buffer.concat([gzip, Buffer.alloc(9999)]),
    frames: all,
    fault: /^$/,
    code: 0,
  },
  { name: "gzip twice", log: Buffer.concat([gzip, gzip]), frames: twice, fault: /^$/, code: 0 },
  { name: "brotli that is cut", log: brotli.subarray(0, brotli.length / 2), frames: some, fault: /cut-short/, code: 2 },
  {
    name: "brotli with rubbish after it",
    log: Buffer.concat([brotli, Buffer.alloc(99)]),
    frames: all,
    fault: /trailing-data/,
    code: 2,
  },
  { name: "gzip of nothing", log: gzipSync(""), frames: none, fault: /empty/, code: 0 },
  { name: "nothing", log: Buffer.alloc(0), frames: none, fault: /empty/, code: 0 },
  { name: "blank lines", log: Buffer.from("\n \r\n\n"), frames: none, fault: /^log\/empty$/, code: 0 },
  { name: "gzip in gzip", log: gzipSync(gzip), frames: none, fault: /binary/, code: 2 },
  {
    name: "something else",
    log: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
    frames: none,
    fault: /binary/,
    code: 2,
  },
];

describe("codegen validate, damaged logs", function () {
  this.timeout(60_000);

  for (const { name, log, frames, fault, code } of damages) {
    it(`reads as far as it goes, and says so: ${name}`, async () => {
      const next = logOf(lines(good.done), "next.ndjson");
      const result = await reported([logOf(log, "log.gz"), next]);
      const [first, second] = result.report.files;
      assert.ok(first !== undefined && frames(first.frames), `${first?.frames} frames`);
      assert.match(faultsOf(result.report).join(), fault);
      assert.equal(second?.valid, 1, "the next log is read all the same");
      assert.equal(result.code, code);
      // The stream is told nothing else, nor anything about the program.
      assert.doesNotMatch(result.stderr, /\n\s+at /);
    });
  }

  it("takes a log that is only called compressed for what it is", async () => {
    const { report, code } = await reported([logOf(text, "frames.ndjson.gz")]);
    assert.deepEqual(countsOf(report), { frames: count, valid: count });
    assert.equal(code, 0);
  });

  it("says in words, on stderr, what was not read", async () => {
    const log = logOf(gzip.subarray(0, gzip.length / 2), "frames.gz");
    const { stderr, stdout, code } = await validate([path.basename(log)], { cwd: path.dirname(log) });
    assert.equal(
      stderr,
      "frames.gz: error log/cut-short: the log ends early: unexpected end of file; the report covers what came before\n",
    );
    assert.match(stdout, /frames in 1 log/);
    assert.equal(code, 2);
  });

  it("says what the system says of a file that cannot be read", async () => {
    const { stderr, code } = await validate(["/proc/self/mem", "clean.ndjson"]);
    assert.match(stderr, /error log\/(?:unreadable|binary): /);
    assert.equal(code, 2);
  });

  it("comes to an end whatever bits are changed, and loses no frame in silence", async () => {
    const log = gzipSync(manyLines(200));
    const places = fc.array(fc.nat(log.length - 1), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        const broken = at.reduce(flipped, log);
        const { report, code } = await reported([logOf(broken, "log.gz")]);
        // What a bit of its header says, such as the time, makes no difference.
        const isWhole = report.valid === 200 && code === 0;
        assert.ok(isWhole || code === 2 || (code === 1 && report.errors > 0), `${code} ${faultsOf(report).join()}`);
      }),
      // Each is a process.
      { numRuns: Math.min(Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 2000) / 400), 40) },
    );
  });
});

/** A module that does something to a file as soon as so many pieces of it have been read. */
function meddling(deed: string, pieces = 2): string {
  return aroundReads({ after: `if (isMainThread && reads === ${pieces}) ${deed}` });
}

describe("codegen validate, logs that change while they are read", function () {
  this.timeout(60_000);
  // Several times as long as what is read at once.
  const big = good.phase.padEnd(99).concat("\n").repeat(60_000);

  async function changed(deed: (file: string) => string, ...args: readonly string[]): Promise<[Report, number | null]> {
    const file = logOf(big);
    const node = ["--import", meddling(deed(file))];
    const { report, code } = await reported([file, ...args], { node });
    return [report, code];
  }

  it("leaves out what comes later, and says so", async () => {
    const more = JSON.stringify(lines("{}", "{}"));
    const [report, code] = await changed((file) => `fs.appendFileSync(${JSON.stringify(file)}, ${more})`);
    assert.deepEqual(faultsOf(report), ["log/grew"]);
    assert.deepEqual(countsOf(report), { frames: 60_000, valid: 60_000 });
    assert.equal(code, 0);
  });

  it("says that something is missing of a log that is cut", async () => {
    for (const jobs of ["1", "2"]) {
      const [report, code] = await changed(
        (file) => `fs.truncateSync(${JSON.stringify(file)}, 2_500_000)`,
        "--jobs",
        jobs,
      );
      assert.deepEqual(faultsOf(report), ["log/shrunk"]);
      assert.ok(report.valid >= 25_000 - 1 && report.valid < 60_000, `${report.valid}`);
      assert.equal(code, 2);
    }
  });

  it("says what became of a log that is removed before it is read again", async () => {
    const file = logOf(big);
    // While it is found out what the log is.
    const node = ["--import", meddling(`fs.rmSync(${JSON.stringify(file)})`, 1)];
    const { report, code } = await reported([file], { node });
    assert.deepEqual(faultsOf(report), ["log/unreadable"]);
    assert.equal(code, 2);
  });

  it("says what became of a log that is gone before its turn comes", async () => {
    const [first, second] = [logOf(big), logOf(big, "second.ndjson")];
    const node = ["--import", meddling(`fs.rmSync(${JSON.stringify(second)})`)];
    const { report, code } = await reported([first, second, "--jobs", "1"], { node });
    assert.deepEqual(faultsOf(report), ["log/unreadable"]);
    assert.equal(report.valid, 60_000);
    assert.equal(code, 2);
  });

  it("reads a growing log that has no end yet up to where it is", async () => {
    const file = logOf(`${good.phase}\n${good.phase.slice(0, 9)}`);
    const cut = await reported([file]);
    assert.deepEqual(problemsOf(cut.report), ["2:10 frame/not-json"]);
    appendFileSync(file, good.phase.slice(9));
    const whole = await reported([file]);
    assert.deepEqual(countsOf(whole.report), { frames: 2, valid: 2 });
    truncateSync(file, 0);
    assert.deepEqual(faultsOf((await reported([file])).report), ["log/empty"]);
  });
});

const schemas = ["--schemas", path.join(root, "schemas"), "--name", "Event"] as const;

describe("codegen validate, interrupted", function () {
  this.timeout(60_000);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`reports what a stream has brought so far, where it gets ${signal}`, async () => {
      const child = start(["validate", "-", ...schemas], { cwd: samples });
      const output = collected(child);
      // More than a pipe holds: when all is written, most of it has been read.
      await new Promise((resolve) => child.stdin?.write(lines(...Array<string>(20_000).fill(good.phase)), resolve));
      child.kill(signal);
      await once(child, "close");
      const { stdout, stderr } = output();
      assert.match(stdout, /^Interrupted: this is what was read before\.$/m);
      const frames = Number(/([\d,]+) frames in 1 log: [\d,]+ valid$/m.exec(stdout)?.[1]?.replaceAll(",", ""));
      assert.ok(frames > 10_000 && frames <= 20_000, stdout);
      assert.equal(stderr, "");
      assert.deepEqual([child.exitCode, child.signalCode], [130, null]);
    });
  }

  for (const jobs of ["1", "2"]) {
    it(`reports what was read of a file, with ${jobs} ${jobs === "1" ? "thread" : "threads"}`, async () => {
      // Every read takes a while, and each thread says when it has some behind it.
      const slow = aroundReads({
        before: "sleep(reads < 6 ? 20 : 300); if (reads === 5) fs.writeSync(2, 'now\\n')",
      });
      const line = `${good.phase.replace("x", "x".repeat(999 - good.phase.length + 1))}\n`;
      const file = logOf(line.repeat(48_000));
      const args = ["validate", file, "--jobs", jobs, "--format", "json", ...schemas];
      const child = start(args, { cwd: samples, node: ["--import", slow] });
      const output = collected(child);
      while (output().stderr.split("now").length <= Number(jobs)) await once(child.stderr ?? child, "data");
      child.kill("SIGINT");
      await once(child, "close");
      const report = readReport(output().stdout);
      assert.equal(report.interrupted, true);
      assert.equal(report.complete, false);
      // A thread takes 16 MB at once, and does not go on to their end.
      assert.ok(report.frames > 0 && report.frames < 16_000, `${report.frames}`);
      assert.equal(report.valid, report.frames, "a line that is broken off is no bad frame");
      assert.match(output().stderr, /^(?:now\n)+$/);
      assert.deepEqual([child.exitCode, child.signalCode], [130, null]);
    });
  }
});

function collected(child: ReturnType<typeof start>): () => { readonly stdout: string; readonly stderr: string } {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return () => ({ stdout, stderr });
}

describe("codegen validate, read by a program that has seen enough", function () {
  this.timeout(60_000);

  async function headOf(form: string): Promise<void> {
    const folder = newFolder();
    // Far more problems than a pipe holds.
    const frames = Array.from({ length: 900 }, (_, i) => `{"kind":"nope${i}","x":"${"y".repeat(200)}"}`);
    writeFileSync(path.join(folder, "frames.ndjson"), lines(...frames));
    const line = `{ $CODEGEN validate frames.ndjson --max-problems 900 --format ${form} ${schemas.join(" ")}; echo $? >code; } | head -c 100`;
    const { stdout, stderr } = await shell(line, { cwd: folder });
    assert.equal(stdout.length, 100, form);
    assert.equal(stderr, "", form);
    assert.equal(readFileSync(path.join(folder, "code"), "utf8"), "1\n", form);
  }

  it("ends quietly, in every form", async () => {
    await Promise.all(["pretty", "json", "junit", "sarif", "github", "html"].map(headOf));
  });
});
