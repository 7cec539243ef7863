import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { captureDefaults, validate } from "../../generator/capture/index.js";
import type { CaptureOptions } from "../../generator/capture/options.js";
import type { LogSource } from "../../generator/capture/source.js";
import { newFolder } from "../support/schemas.js";
import { settings } from "./reports.js";

const bad = '{"kind":"phase","phase":"x"}';
const frames = [bad, '{"kind":"progress","phase":"日本","current":1,"total":2}', '{"kind":"done","result":{}}', bad];

/** The four frames as a log of each format. */
const formats: Readonly<Record<string, (frames: readonly string[]) => string>> = {
  ndjson: (frames) => frames.map((frame, i) => `${frame}${["\n", "\r\n", "\n\n"][i % 3]}`).join(""),
  array: (frames) => `[${frames.join(",\r\n")}]`,
  sse: (frames) => frames.map((frame, i) => `id: ${i}\ndata: ${frame}\n\n`).join(""),
  "sse with CRLF": (frames) => frames.map((frame) => `data: ${frame}\r\n\r\n`).join(""),
  "sse with CR": (frames) => frames.map((frame) => `data: ${frame}\r\r`).join(""),
  har: (frames) => {
    const messages = frames.map((data) => ({ type: "receive", time: 1.78e9, opcode: 1, data }));
    const entry = { _webSocketMessages: messages, request: { url: "ws://a/b" } };
    return JSON.stringify({ log: { version: "1.2", entries: [entry] } });
  },
};

/** A frame of Zstandard that holds this as it is. */
function storedZstd(bytes: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 100_000) {
    const block = bytes.subarray(at, at + 100_000);
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (at + 100_000 >= bytes.length ? 1 : 0), 0, 3);
    blocks.push(header, block);
  }
  return Buffer.concat([Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x40), ...blocks]);
}

function fileOf(bytes: Buffer, name: string): LogSource {
  const file = path.join(newFolder(), "log");
  writeFileSync(file, bytes);
  return { name, path: file };
}

/** By the beginning of a log it is known; what follows comes byte by byte. */
const head = 70_000;

function streamOf(bytes: Buffer, name: string): LogSource {
  const rest = Array.from(bytes.subarray(head), (byte) => Buffer.of(byte));
  return { name, stream: Readable.from([bytes.subarray(0, head), ...rest]) };
}

/** The ways in which a log can reach us. */
const ways: Readonly<Record<string, (bytes: Buffer, name: string) => LogSource>> = {
  "a file": fileOf,
  "a stream": streamOf,
  gzip: (bytes, name) => fileOf(gzipSync(bytes), name),
  brotli: (bytes, name) => fileOf(brotliCompressSync(bytes), name),
  zstd: (bytes, name) => fileOf(storedZstd(bytes), name),
};

interface Cut {
  readonly log: Buffer;
  /** The first place where it is cut. */
  readonly from: number;
  readonly taskBytes?: number;
}

/** What is said of a log cut at each byte, but for how it was read. */
async function reports({ log, from, ...request }: Cut, way: string, options: Partial<CaptureOptions>): Promise<object> {
  const sources: LogSource[] = [];
  for (let end = from; end <= log.length; end++) {
    const source = ways[way]?.(log.subarray(0, end), `cut at ${end}`);
    if (source !== undefined) sources.push(source);
  }
  const asked = { settings, sources, jobs: 1, ...request };
  const report = await validate({ ...asked, options: { ...captureDefaults, ...options } });
  assert.ok(report.invalid > log.length - from, "bad frames that come first");
  return { ...report, files: report.files.map(({ compression: _, size: _size, ...file }) => file) };
}

describe("A log that is cut at any byte", function () {
  this.timeout(120_000);

  for (const [format, write] of Object.entries(formats)) {
    const scanners = format === "ndjson" ? (["off", "wasm", "js"] as const) : (["wasm"] as const);

    it(`comes to the same report however it is read: ${format}`, async () => {
      const cut = { log: Buffer.from(write(frames)), from: write([bad]).length };
      const expected = await reports(cut, "a file", { scanner: "off" });
      for (const scanner of scanners) {
        // How it is compressed has nothing to do with the scanner.
        for (const way of scanner === "wasm" ? Object.keys(ways) : ["a file", "a stream"]) {
          assert.deepEqual(await reports(cut, way, { scanner }), expected, `${way}, ${scanner}`);
        }
        assert.deepEqual(
          await reports({ ...cut, taskBytes: 40 }, "a file", { scanner }),
          expected,
          `parts, ${scanner}`,
        );
      }
    });

    it(`comes to the same report when it comes byte by byte: ${format}`, async () => {
      const long = bad.replace("x", "x".repeat(head));
      const cut = { log: Buffer.from(write([long, ...frames])), from: write([long, bad]).length };
      const expected = await reports(cut, "a file", { scanner: "off" });
      for (const scanner of scanners) {
        assert.deepEqual(await reports(cut, "a stream", { scanner }), expected, scanner);
      }
    });
  }
});
