import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { LogPart, Report } from "../../generator/index.js";
import {
  countsOf,
  faultsOf,
  good,
  lines,
  logOf,
  newFolder,
  only,
  problemsOf,
  reported,
  samples,
  validate,
} from "./logs.js";

const bad = '{"kind":"phase","phase":"x"}';
const frames = [good.phase, good.progress, bad, good.done];
const records = frames.map((frame) => JSON.parse(frame) as object);

/** A HAR file as Chrome writes it: the address comes after the messages. */
function har(messages: readonly object[], more: readonly object[] = []): string {
  const request = { method: "GET", url: "ws://127.0.0.1:8000/api/v1/sessions/42/events?token=secret" };
  const socket = { _resourceType: "websocket", _webSocketMessages: messages, request };
  const page = { _resourceType: "document", request: { url: "http://127.0.0.1/" }, response: { content: { size: 1 } } };
  const log = { version: "1.2", creator: { name: "x" }, entries: [page, socket, ...more] };
  return JSON.stringify({ log }, null, 2);
}
const received = (data: string, more: object = {}): object => ({
  type: "receive",
  time: 1.78e9,
  opcode: 1,
  data,
  ...more,
});
const sse = frames.map((frame, i) => `event: message\nid: ${i}\ndata: ${frame}\n\n`).join("");

/** Logs of the four frames, of which the third is bad. */
const texts: Readonly<Record<string, string>> = {
  "lines.ndjson": lines(...frames),
  "no-last-line-end.ndjson": frames.join("\n"),
  "mark.ndjson": `\ufeff${lines(...frames)}`,
  "crlf.ndjson": frames.map((frame) => `${frame}\r\n`).join(""),
  "blank-lines.ndjson": `\n\n  \n${frames.map((frame) => `${frame}\n\n\t\r\n`).join("")}`,
  "spaced.ndjson": lines(...records.map((record) => ` ${JSON.stringify(record, null, 1).replaceAll("\n", " ")} `)),
  "array.json": `[${frames.join(",")}]`,
  "pretty-array.json": JSON.stringify(records, null, 2),
  "mark-array.json": `\ufeff\r\n[\r\n${frames.join(" ,\r\n")}\r\n]\r\n`,
  "lines-in-array.json": `[\n${frames.join(",\n")}\n]\n`,
  "socket.har": har(frames.map((frame) => received(frame))),
  "mark.har": `\ufeff${har(frames.map((frame) => received(frame)))}`,
  "compact.har": JSON.stringify(JSON.parse(har(frames.map((frame) => received(frame))))),
  "events.sse": sse,
  "mark.sse": `\ufeff${sse}`,
  "crlf.sse": sse.replaceAll("\n", "\r\n"),
  "cr.sse": sse.replaceAll("\n", "\r"),
  "mixed.sse": sse.replaceAll("\ndata", "\rdata").replaceAll("\n\n", "\r\r\n"),
  "cr-comments.sse": `: hello\r\r${sse.replaceAll("\n", "\r")}`,
  "comments.sse": `: hello\n\n${sse.replaceAll("id:", ": ping\nid:")}retry: 10\n\n`,
  "no-space.sse": sse.replaceAll(": ", ":"),
  "no-last-blank-line.sse": sse.trimEnd(),
  "several-lines.sse": records
    .map((record) => `data: ${JSON.stringify(record, null, 1).replaceAll("\n", "\ndata: ")}\n\n`)
    .join(""),
};

function zstd(data: Uint8Array | string, ...args: readonly string[]): Buffer | undefined {
  const { stdout, error } = spawnSync("zstd", ["-q", "-c", ...args], { input: data, maxBuffer: 1e9 });
  return error === undefined ? stdout : undefined;
}

/** Each way to compress, and to compress in several members. */
const compressions: Readonly<Record<string, (data: Buffer) => Buffer | undefined>> = {
  gzip: (data) => gzipSync(data),
  "gzip-members": (data) => Buffer.concat([gzipSync(data.subarray(0, 77)), gzipSync(""), gzipSync(data.subarray(77))]),
  brotli: (data) => brotliCompressSync(data),
  "brotli-members": (data) =>
    Buffer.concat([brotliCompressSync(data.subarray(0, 77)), brotliCompressSync(data.subarray(77))]),
  zstd: (data) => zstd(data),
  "zstd-members": (data) => {
    const [first, second] = [zstd(data.subarray(0, 77)), zstd(data.subarray(77), "--no-check")];
    const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    return first && second && Buffer.concat([skipped, first, second]);
  },
};

function formatOf(name: string): string {
  const ending = path.extname(name.replace(/\.(?:gzip|brotli|zstd)(?:-members)?$/, "")).slice(1);
  return ending === "json" ? "array" : ending;
}

describe("codegen validate, formats", () => {
  let report: Report;
  const hasZstd = zstd("") !== undefined;
  before(async () => {
    const folder = newFolder();
    const write = (name: string, content: Uint8Array | string): void => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    };
    for (const [name, text] of Object.entries(texts)) {
      write(name, text);
      for (const [compression, compress] of Object.entries(compressions)) {
        const data = compress(Buffer.from(text));
        if (data !== undefined) write(`${compression}/${name}.${compression}`, data);
      }
    }
    ({ report } = await reported([folder]));
  });

  const partOf = (name: string): LogPart => only(report.files.filter(({ file }) => path.basename(file) === name));

  for (const name of Object.keys(texts)) {
    it(`tells the format of ${name} by its content, and finds the one bad frame`, () => {
      const part = partOf(name);
      const { format, frames, valid, invalid, faults } = part;
      assert.deepEqual(
        { format, frames, valid, invalid, faults },
        { format: formatOf(name), frames: 4, valid: 3, invalid: 1, faults: [] },
      );
      const problem = only(report.problems.filter(({ file }) => file === part.file));
      assert.equal(problem.message, "Object missing required field `at`");
    });
  }

  for (const compression of Object.keys(compressions)) {
    it(`reads every format compressed: ${compression}`, function () {
      if (compression.startsWith("zstd") && !hasZstd) return this.skip();
      for (const name of Object.keys(texts)) {
        const [plain, packed] = [partOf(name), partOf(`${name}.${compression}`)];
        const { frames, valid, invalid, bytes, lines, format, faults } = packed;
        assert.equal(packed.compression, compression.replace("-members", ""), name);
        assert.deepEqual(
          { frames, valid, invalid, bytes, lines, format, faults },
          { frames: 4, valid: 3, invalid: 1, bytes: plain.bytes, lines: plain.lines, format: plain.format, faults: [] },
          name,
        );
      }
    });
  }

  it("gives the place of the bad frame in each of them", () => {
    const places = Object.fromEntries(
      Object.keys(texts).map((name) => {
        const { file } = partOf(name);
        const { line, column, offset } = only(report.problems.filter((problem) => problem.file === file));
        return [
          name,
          `${line}:${column ?? ""} ${Buffer.from(texts[name] ?? "")
            .subarray(offset, offset + 12)
            .toString()}`,
        ];
      }),
    );
    assert.deepEqual(places, {
      "lines.ndjson": '3:1 {"kind":"pha',
      "no-last-line-end.ndjson": '3:1 {"kind":"pha',
      "mark.ndjson": '3:1 {"kind":"pha',
      "crlf.ndjson": '3:1 {"kind":"pha',
      "blank-lines.ndjson": '10:1 {"kind":"pha',
      "spaced.ndjson": '3:2  {  "kind": ',
      "array.json": `1:94 {"kind":"pha`,
      "pretty-array.json": '13:3 {\n    "kind"',
      "mark-array.json": '5:1 {"kind":"pha',
      "lines-in-array.json": '4:1 {"kind":"pha',
      "socket.har": "34: {\n          ",
      "mark.har": "34: {\n          ",
      "compact.har": '1: {"type":"rec',
      "events.sse": '11:7 data: {"kind',
      "mark.sse": '11:7 data: {"kind',
      "crlf.sse": '11:7 data: {"kind',
      "cr.sse": '11:7 data: {"kind',
      "mixed.sse": '11:7 data: {"kind',
      "cr-comments.sse": '13:7 data: {"kind',
      "comments.sse": '16:7 data: {"kind',
      "no-space.sse": '11:6 data:{"kind"',
      "several-lines.sse": "14: data: {\ndata",
      "no-last-blank-line.sse": '11:7 data: {"kind',
    });
  });

  it("reads the standard input, of every format and compressed", async () => {
    const inputs = [
      ["ndjson", texts["lines.ndjson"] ?? ""],
      ["array", texts["pretty-array.json"] ?? ""],
      ["har", texts["socket.har"] ?? ""],
      ["sse", sse],
      ["ndjson", gzipSync(texts["lines.ndjson"] ?? "")],
    ] as const;
    const check = async ([name, input]: (typeof inputs)[number]): Promise<void> => {
      const { report, code } = await reported(["-"], { input });
      const { file, format, frames, invalid } = only(report.files);
      assert.deepEqual({ file, format, frames, invalid }, { file: "-", format: name, frames: 4, invalid: 1 });
      assert.equal(code, 1);
    };
    await Promise.all(inputs.map(check));
  });

  it("takes the format that it is told", async () => {
    const log = logOf(`${good.phase}\n[1]\n`);
    const { report } = await reported([log, "--input-format", "ndjson"]);
    assert.deepEqual(countsOf(report), { frames: 2, valid: 1, notJson: 1, errors: 1 });
    const wrong = await reported([log, "--input-format", "har"]);
    assert.deepEqual(faultsOf(wrong.report), ["log/wrong-format"]);
    assert.equal(wrong.code, 2);
    assert.deepEqual(faultsOf((await reported([log, "--input-format", "array"])).report), ["log/wrong-format"]);
    const { code, stderr } = await validate([log, "--input-format", "xml"]);
    assert.match(stderr, /Allowed choices are ndjson, array, har, sse/);
    assert.equal(code, 2);
  });

  it("says why there is no log: no such file, an empty folder, a dead link, a pattern without a match", async () => {
    const cwd = newFolder();
    mkdirSync(path.join(cwd, "empty/inner"), { recursive: true });
    symlinkSync("nowhere", path.join(cwd, "dead"));
    symlinkSync("round", path.join(cwd, "round"));
    const words: Readonly<Record<string, string>> = {
      nope: 'there is no file or folder "nope"',
      "empty/nope.ndjson": 'there is no file or folder "empty/nope.ndjson"',
      empty: 'the folder "empty" holds no logs',
      dead: '"dead" is a link that leads nowhere',
      round: '"round" is a link that leads nowhere',
      "*.ndjson": 'nothing matches "*.ndjson"',
    };
    const { stderr, code } = await validate(Object.keys(words), { cwd });
    assert.equal(stderr, lines(...Object.values(words).map((text) => `error log/no-match: ${text}`)));
    assert.equal(code, 2);
  });

  it("takes files, folders and patterns, each log once", async () => {
    const folder = newFolder();
    for (const name of ["a.ndjson", "sub/b.ndjson", "sub/deep/c.txt", "sub/[d].ndjson"]) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), lines(good.phase));
    }
    const filesOf = async (...args: readonly string[]): Promise<string[]> =>
      (await reported(args, { cwd: folder })).report.files.map(({ file }) => file);
    assert.deepEqual(await filesOf("."), ["a.ndjson", "sub/[d].ndjson", "sub/b.ndjson", "sub/deep/c.txt"]);
    assert.deepEqual(await filesOf("sub/[d].ndjson", "**/*.ndjson", "./a.ndjson"), [
      "sub/[d].ndjson",
      "a.ndjson",
      "sub/b.ndjson",
    ]);
    const outside = await filesOf(path.join(samples, "clean.ndjson"), "sub/deep");
    assert.deepEqual(outside, [path.join(samples, "clean.ndjson"), "sub/deep/c.txt"]);
    const { code, stderr } = await validate([], { cwd: folder });
    assert.match(stderr, /missing argument 'files' \(- is the standard input\)/);
    assert.equal(code, 2);
  });
});

describe("codegen validate, JSON arrays", () => {
  const cases: readonly {
    name: string;
    text: string;
    counts: object;
    faults?: readonly string[];
    problems?: readonly string[];
  }[] = [
    { name: "empty", text: "[]", counts: {}, faults: ["log/empty"] },
    {
      name: "that hold other things",
      text: `[1, "a]\\"[", null, [], ${good.phase}]`,
      counts: { frames: 5, valid: 1, notJson: 4, errors: 4 },
    },
    {
      name: "without an end",
      text: `[${good.phase}, ${good.phase}, {"kind":"ph`,
      counts: { frames: 2, valid: 2 },
      faults: ["log/cut-short"],
    },
    {
      name: "with a comma too many",
      text: `[${good.phase},,${good.phase},]`,
      counts: { frames: 4, valid: 2, notJson: 2, errors: 2 },
      problems: ["1:40 frame/not-json", "1:79 frame/not-json"],
    },
    {
      name: "with a comma too few",
      text: `[${good.phase} ${good.phase}]`,
      counts: { frames: 1, notJson: 1, errors: 1 },
      problems: ["1:40 frame/not-json"],
    },
    {
      name: "with something after it",
      text: `[\n${good.phase}\n]\n[${good.phase}]`,
      counts: { frames: 1, valid: 1 },
      faults: ["log/more-text"],
    },
    {
      name: "of wide characters",
      text: `["日本😀", "é", {}]`,
      counts: { frames: 3, notJson: 2, missingKind: 1, errors: 3 },
      problems: ["1:2 frame/not-object", "1:10 frame/not-object", "1:15 frame/missing-kind"],
    },
  ];
  for (const { name, text, counts, faults = [], problems } of cases) {
    it(name, async () => {
      const { report, code } = await reported([logOf(text, "frames.json")]);
      assert.deepEqual(countsOf(report), counts);
      assert.deepEqual(faultsOf(report), faults);
      if (problems !== undefined) assert.deepEqual(problemsOf(report), problems);
      assert.equal(code, faults.some((code) => code !== "log/empty") ? 2 : "errors" in counts ? 1 : 0);
    });
  }

  it("of items that are too long or broken over chunks", async () => {
    const long = `{"kind":"phase","phase":"${'\\"日'.repeat(400_000)}","at":"y"}`;
    const text = `[${good.phase},${long},${long.replace("at", "ta")},${good.phase}]`;
    assert.deepEqual(countsOf((await reported([logOf(text)])).report), { frames: 4, valid: 3, invalid: 1, errors: 1 });
    const { report } = await reported([logOf(text), "--max-line", "1MB"]);
    assert.deepEqual(countsOf(report), { frames: 2, valid: 2, skipped: 2, errors: 2 });
    assert.deepEqual(
      report.problems.map(({ code, offset }) => `${offset} ${code}`),
      [`39 frame/too-long`, `${40 + Buffer.byteLength(long)} frame/too-long`],
    );
  });
});
