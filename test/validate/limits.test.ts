import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Report } from "../../generator/index.js";
import { countsOf, faultsOf, good, lines, logOf, newFolder, problemsOf, reported, validate } from "./logs.js";
import { isFullSize, itInFull } from "../support/size.js";
import { holed, long, type Measured, measured, mostMemory } from "./measured.js";

const unknown = '{"kind":"nope"}';
const [before, after] = ['{"kind":"phase","phase":1,"at":"', '"}'];

function staysSmall({ peak }: Measured): void {
  assert.ok(peak < mostMemory, `${peak.toFixed(0)} MB`);
}

/** Where there are problems, without columns. */
function placesOf({ problems }: Report): string[] {
  return problems.map(({ line, offset, entry, entryMessage, code }) =>
    [code, "line", line, "byte", offset, ...(entry === undefined ? [] : [entry, entryMessage])].join(" "),
  );
}

const [socket, message] = [
  '{"log":{"version":"1.2","entries":[{"request":{"url":"ws://a/b"},"_webSocketMessages":[',
  (data: string) => JSON.stringify({ type: "receive", time: 1, opcode: 1, data }),
] as const;
const cutMessage = message(before).slice(0, -2);

/** A frame of so many bytes of filling, with a good frame before it, and one of an unknown kind after it. */
interface LongLog {
  readonly open: string;
  readonly close: string;
  readonly first: string;
  readonly second: string;
}
const logsWith: Readonly<Record<string, LongLog>> = {
  NDJSON: {
    open: `${good.phase}\n${before}`,
    close: `${after}\n${unknown}\n${good.phase}\n`,
    first: "frame/too-long line 2 byte 38",
    second: "frame/unknown-kind line 3 byte",
  },
  "an array": {
    open: `[${good.phase},\n${before}`,
    close: `${after},\n${unknown},${good.phase}]`,
    first: "frame/too-long line 2 byte 40",
    second: "frame/unknown-kind line 3 byte",
  },
  SSE: {
    open: `data: ${good.phase}\n\ndata: ${before}`,
    close: `${after}\n\ndata: ${unknown}\n\ndata: ${good.phase}\n\n`,
    first: "frame/too-long line 3 byte 45",
    second: "frame/unknown-kind line 5 byte",
  },
  HAR: {
    open: `${socket}${message(good.phase)},${cutMessage}`,
    close: `"},${message(unknown)},${message(good.phase)}]}]}}`,
    first: `frame/too-long line 1 byte ${socket.length + message(good.phase).length + 1} 0 1`,
    second: "frame/unknown-kind line 1 byte",
  },
};

describe("codegen validate, lines without end", function () {
  this.timeout(300_000);

  for (const [name, { open, close, first, second }] of Object.entries(logsWith)) {
    const megabytes = isFullSize ? 600 : 300;
    (name === "NDJSON" ? it : itInFull)(
      `passes over a frame of ${megabytes} MB in ${name}, says so, and goes on`,
      async () => {
        const result = await measured(["-"], long(open, megabytes * 1e6, close));
        const { report, code } = result;
        assert.deepEqual(countsOf(report), { frames: 3, valid: 2, unknownKind: 1, skipped: 1, errors: 2 });
        const [tooLong, unknownKind] = placesOf(report);
        assert.equal(tooLong, first);
        assert.ok(unknownKind?.startsWith(second), unknownKind);
        assert.equal(code, 1);
        staysSmall(result);
      },
    );
  }

  it("passes over one that is the first, and one that has no end", async () => {
    const bytes = (isFullSize ? 600 : 120) * 1e6;
    for (const [chunks, places, frames] of [
      [long(before, bytes, `${after}\n${good.phase}\n`), ["frame/too-long line 1 byte 0"], 1],
      [long(`${good.phase}\n${before}`, bytes, ""), ["frame/too-long line 2 byte 38"], 1],
    ] as const) {
      const result = await measured(["-"], chunks);
      assert.deepEqual(placesOf(result.report), places);
      assert.equal(result.report.frames, frames);
      staysSmall(result);
    }
  });

  itInFull("passes over one of 4 GB, and counts its bytes", async () => {
    const result = await measured(["-"], long(`${good.phase}\n`, 4.3e9, `\n${unknown}\n`));
    assert.deepEqual(placesOf(result.report), [
      "frame/too-long line 2 byte 38",
      "frame/unknown-kind line 3 byte 4300000039",
    ]);
    assert.equal(result.report.bytes, 4.3e9 + 38 + 1 + unknown.length + 1);
    staysSmall(result);
  });

  it("passes over one in threads, each of which sees a piece of it", async () => {
    const bytes = (isFullSize ? 4300 : 120) * 1e6;
    const head = lines(...Array<string>(200).fill(good.phase));
    const file = holed(head, bytes, `\n${lines(unknown, good.phase)}`);
    const whole = await measured([file, "--jobs", "1"], []);
    const place = Buffer.byteLength(head) + bytes + 1;
    assert.deepEqual(placesOf(whole.report), [
      `frame/too-long line 201 byte ${Buffer.byteLength(head)}`,
      `frame/unknown-kind line 202 byte ${place}`,
    ]);
    const parts = await measured([file, "--jobs", "2"], []);
    assert.equal(parts.stdout, whole.stdout);
    staysSmall(parts);
  });

  it("takes the limit that it is told", async () => {
    const frame = good.phase.replace("x", "x".repeat(2000));
    const log = logOf(lines(frame, good.done));
    const limited = await reported([log, "--max-line", "2kB"]);
    assert.deepEqual(problemsOf(limited.report), ["1 frame/too-long"]);
    assert.equal(limited.report.problems[0]?.hint, "--max-line sets another limit");
    const { report } = await reported([log, "--max-line", "2.1kB"]);
    assert.deepEqual(countsOf(report), { frames: 2, valid: 2 });
  });

  it("refuses a limit past the longest text that there can be", async () => {
    for (const size of ["1GB", "0", "x"]) {
      const { code, stderr } = await validate(["clean.ndjson", "--max-line", size]);
      assert.match(stderr, /option '--max-line <size>' argument '.*' is invalid\. A size/);
      assert.equal(code, 2);
    }
  });
});

/** A Zstandard frame of blocks that each say one byte 131,072 times. */
function zstdBomb(head: string, bytes: number): Buffer {
  const block = (isLast: boolean, type: 0 | 1, size: number): Buffer => {
    const header = Buffer.alloc(3);
    header.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
    return header;
  };
  const repeated = Buffer.concat([block(false, 1, 0x20000), Buffer.from(" ")]);
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]),
    block(false, 0, head.length),
    Buffer.from(head),
    ...Array<Buffer>(Math.ceil(bytes / 0x20000)).fill(repeated),
    block(true, 0, 1),
    Buffer.from("\n"),
  ]);
}

const bombs: Readonly<Record<string, (head: string, bytes: number) => Buffer>> = {
  "gzip, of one line": (head, bytes) => gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, " ")])),
  "gzip, of blank lines": (head, bytes) => gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, "\n")])),
  "gzip, of good frames": (head, bytes) => gzipSync(head.repeat(bytes / head.length), { level: 9 }),
  "gzip, of members": (head, bytes) =>
    Buffer.concat([gzipSync(head), ...Array<Buffer>(bytes / 1e7).fill(gzipSync(Buffer.alloc(1e7, " ")))]),
  brotli: (head, bytes) =>
    brotliCompressSync(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, " ")]), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    }),
  zstd: zstdBomb,
};

describe("codegen validate, decompression bombs", function () {
  this.timeout(120_000);
  // How much it becomes is of no account once the ratio is past: what tells is that it stops.
  const bytes = isFullSize ? 3e8 : 4e7;

  for (const [name, make] of Object.entries(bombs)) {
    (name === "gzip, of one line" ? it : itInFull)(`stops in time, and reads the next log: ${name}`, async () => {
      const ratio = name.includes("good frames") ? "100" : "500";
      const packed = make(`${good.phase}\n`, bytes);
      assert.ok(packed.length * Number(ratio) < bytes, `${packed.length} bytes are none`);
      const bomb = logOf(packed, "bomb.bin");
      const result = await measured([bomb, logOf(lines(unknown), "next.ndjson"), "--max-ratio", ratio], []);
      const { report, code } = result;
      assert.deepEqual(faultsOf(report), ["log/bomb"]);
      assert.match(report.files[0]?.faults[0]?.message ?? "", /to more than \d+ times its size; the rest was not read/);
      assert.ok((report.kinds["phase"]?.frames ?? 0) >= 1, "what came before counts");
      assert.equal(report.unknownKind, 1);
      assert.ok(report.bytes < bytes);
      assert.equal(code, 2);
      staysSmall(result);
    });
  }

  it("takes the limit that it is told", async () => {
    const packed = bombs["gzip, of one line"]?.(`${good.phase}\n`, 4e7) ?? "";
    const { report, code } = await reported([logOf(packed, "bomb.gz"), "--max-ratio", "2000"]);
    assert.deepEqual(faultsOf(report), []);
    assert.deepEqual(countsOf(report), { frames: 1, valid: 1, skipped: 1, errors: 1 });
    assert.equal(code, 1);
  });
});

/** Where there are few frames they are long: all of them would not fit either. */
const filling = "x".repeat(isFullSize ? 1500 : 3000);

/** Frames that are all bad, each in a way of its own. */
function* badFrames(count: number): Generator<string> {
  const record = (i: number): string =>
    [
      `{"connection":"c${i}","frame":{"kind":"unknown_${i}","x":"${filling}"}}`,
      `{"connection":"c${i}","frame":{"kind":"phase","phase":${i},"at":"${i}"}}`,
      `{"connection":"c${i}","frame":{"kind":"done","result":{"a${i}":1,"a${i}":${i}1234567890123456}}}`,
      `{"connection":"c${i}","frame":{"kind":"snapshot","findings":[${"1,".repeat(i % 30)}${i}],"audit_at":1}}`,
      `{"connection":"c${i}","frame":{"kind":"done","result":{}}}`,
      `{"connection":"c${i}`,
    ][i % 6] ?? "";
  for (let i = 0; i < count; i += 500) {
    yield lines(...Array.from({ length: 500 }, (_, n) => record(i + n)));
  }
}

describe("codegen validate, problems without end", function () {
  this.timeout(600_000);

  itInFull("counts every one, and keeps some", async () => {
    const count = 600_000;
    const args = ["-", "--channel", "session", "--unknown-members", "warn"];
    // With room for what is kept, and none for what should not be: nothing then puts off collecting garbage.
    const result = await measured(args, badFrames(count), ["--max-old-space-size=48"]);
    const { report } = result;
    assert.equal(report.frames, count);
    // Of the channel's kinds `done` with doubled names is valid, with a warning; `snapshot` is none of them.
    assert.deepEqual(
      [report.valid, report.invalid, report.unknownKind, report.notJson].map((number) => (number * 6) / count),
      [2, 1, 2, 1],
    );
    assert.ok(report.problems.length <= 2 * report.maxProblems);
    assert.deepEqual(report.partial, { groups: true, connections: true, ways: true });
    staysSmall(result);
  });

  it("says of one frame with a great many errors what is wrong first", async () => {
    const frame = `{"kind":"snapshot","findings":[${"1,".repeat(240_000)}1],"audit_at":"x"}`;
    for (const more of [[], ["--unknown-members", "warn"]]) {
      const result = await measured(["-", ...more], [`${frame}\n${good.done}\n`]);
      assert.deepEqual(problemsOf(result.report), ["1:32 frame/invalid /findings/0"]);
      assert.deepEqual(countsOf(result.report), { frames: 2, valid: 1, invalid: 1, errors: 1 });
      staysSmall(result);
    }
  });
});

describe("codegen validate, frames that mean very much", function () {
  this.timeout(120_000);
  const open = '{"kind":"snapshot","audit_at":"x","findings":[';
  const many = isFullSize ? 5_000_000 : 600_000;
  const named = (count: number, from: number): string =>
    Array.from({ length: count }, (_, i) => `{"${"n".repeat(60)}${from + i}":1}`).join();

  it("passes over them, says so, and goes on, in little memory, with a scanner and without", async () => {
    const texts = [
      good.phase,
      // Good ones and bad ones; names that are all different.
      `${open}${"{},".repeat(many)}{}]}`,
      `${open}${"{},".repeat(many)}1]}`,
      `${open}${named(isFullSize ? 150_000 : 30_000, 0)}]}`,
      good.done,
    ];
    const found = ["2", "3", "4"].map((line) => `${line} frame/too-many-values`);
    for (const more of [[], ["--scanner", "off"]]) {
      const result = await measured(["-", "--input-format", "ndjson", ...more], [lines(...texts)]);
      assert.deepEqual(problemsOf(result.report), found);
      assert.deepEqual(countsOf(result.report), { frames: 2, valid: 2, skipped: 3, errors: 3 });
      staysSmall(result);
    }
    const array = await measured(["-"], [`[${texts.join(",\n")}]`]);
    assert.deepEqual(problemsOf(array.report), found);
    const text = JSON.stringify({ frame: `${open}${"{},".repeat(500_000)}1]}` });
    const wrapped = await measured(["-"], [lines(`{"frame":${good.done}}`, text)]);
    assert.deepEqual(problemsOf(wrapped.report), ["2 frame/too-many-values"]);
  });

  it("checks what is within the limits, in little memory", async () => {
    const texts = Array.from({ length: isFullSize ? 8 : 4 }, (_, i) => [
      `${open}${"{},".repeat(124_000)}1]}`,
      `${open}${named(24_000, i * 24_000)}],"kind":"snapshot"}`,
    ]).flat();
    const result = await measured(["-"], [lines(...texts)]);
    const half = texts.length / 2;
    assert.deepEqual(countsOf(result.report), {
      frames: 2 * half,
      valid: half,
      invalid: half,
      errors: half,
      warnings: half,
    });
    staysSmall(result);
  });

  it("takes what stands in strings for what it is", async () => {
    const text = JSON.stringify({ kind: "done", result: { a: '{,"b":['.repeat(400_000) } });
    const { report } = await reported([logOf(lines(text, "{}"))]);
    assert.deepEqual(countsOf(report), { frames: 2, valid: 1, missingKind: 1, errors: 1 });
  });
});

describe("codegen validate, frames that are nested without end", function () {
  this.timeout(60_000);
  const nested = (depth: number, open: string, inner: string, close: string): string =>
    open.repeat(depth) + inner + close.repeat(depth);

  it("passes over them, says so, and goes on", async () => {
    const deep = nested(2_000_000, "[", "", "]");
    const texts = [
      `{"kind":"done","result":{"a":${deep}}}`,
      `{"kind":"phase","phase":"[","at":${nested(400_000, '{"a":', "1", "}")}}`,
      "[".repeat(2_000_000),
      JSON.stringify({ frame: `{"kind":"done","result":{"a":${deep}}}` }),
      good.phase,
      `{"frame":${good.done}}`,
    ];
    const result = await measured(["-", "--input-format", "ndjson", "--at", "/frame"], [lines(...texts)]);
    assert.deepEqual(
      problemsOf(result.report).filter((problem) => problem.includes("too-deep")),
      [1, 2, 3, 4].map((line) => `${line} frame/too-deep`),
    );
    assert.deepEqual([result.report.valid, result.report.skipped], [1, 4]);
    staysSmall(result);
  });

  it("passes over them in HAR, too", async () => {
    const deep = `{"type":"receive","time":1,"opcode":1,"x":${nested(300_000, "[", "", "]")},"data":"{}"}`;
    const { report } = await reported(["-"], { input: `${socket}${deep},${message(good.phase)}]}]}}` });
    assert.deepEqual(placesOf(report), [`frame/too-deep line 1 byte ${socket.length} 0 0`]);
    assert.equal(report.valid, 1);
  });

  it("takes brackets in strings for what they are", async () => {
    const text = `{"kind":"done","result":{"a":"\\"${"[".repeat(100_000)}\\\\","b":[]}}`;
    const { report } = await reported(["-", "--unknown-members", "warn"], { input: text });
    assert.deepEqual(countsOf(report), { frames: 1, valid: 1 });
  });

  it("says that they are invalid where the schema refers to itself, and goes on", async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, "schemas"));
    const tree = { type: "object", properties: { value: { type: "integer" }, child: { $ref: "tree.schema.json" } } };
    const tag = { properties: { kind: { const: "node" }, child: { $ref: "tree.schema.json" } }, required: ["kind"] };
    writeFileSync(path.join(folder, "schemas/tree.schema.json"), JSON.stringify(tree));
    writeFileSync(path.join(folder, "schemas/node.schema.json"), JSON.stringify({ type: "object", ...tag }));
    const frame = (depth: number, value: string): string =>
      `{"kind":"node","child":${nested(depth, '{"value":1,"child":', `{"value":${value}}`, "}")}}`;
    const log = logOf(lines(frame(20_000, "1"), frame(20_000, '"1"'), frame(20, '"1"'), frame(20, "1")));
    for (const more of [[], ["--unknown-members", "warn"], ["--scanner", "off"]]) {
      const { report } = await reported([log, ...more], { cwd: folder, schemas: "schemas" });
      assert.deepEqual(faultsOf(report), []);
      assert.deepEqual(
        report.problems.map(({ line, code, message }) => `${line} ${code} ${message.slice(0, 26)}`),
        [
          "1 frame/invalid Value is nested too deeply",
          "2 frame/invalid Value is nested too deeply",
          "3 frame/invalid Expected `int`, got `str` ",
        ],
      );
      assert.deepEqual([report.valid, report.invalid], [1, 3]);
    }
  });
});
