import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { CodegenError, LogError, type LoggedFrame, readFrames } from "../../generator/api.js";
import { folderOf, newFolder } from "../support/schemas.js";
import { root } from "../support/sources.js";

const schemas = path.join(root, "schemas");
const PHASE = '{"kind":"phase","phase":"x","at":"y"}';
const DONE = '{"kind":"done","result":{"big":12345678901234567890,  "a":1,"a":2}}';

describe("Frames of a log, read by a program,", () => {
  const tables = [
    { name: "bare", log: `${PHASE}\r\n\n${DONE}`, lines: [1, 3] },
    { name: "in an array", log: `[${PHASE},\n${DONE}]`, lines: [1, 2] },
    { name: "as events of a server", log: `data: ${PHASE}\n\ndata: ${DONE}\n\n`, lines: [1, 3] },
    { name: "in envelopes", log: `{"ts":1,"frame":${PHASE}}\n{"ts":2, "frame" : ${DONE} }\n`, lines: [1, 2] },
    {
      name: "as text in envelopes",
      log: [PHASE, DONE].map((data) => JSON.stringify({ data })).join("\n"),
      lines: [1, 2],
    },
  ];
  for (const { name, log, lines } of tables) {
    it(`come as their text was captured: ${name}`, async () => {
      for (const content of [log, gzipSync(log), brotliCompressSync(log)]) {
        const frames = await framesIn(content);
        assert.deepEqual(
          frames.map(({ text }) => text),
          [PHASE, DONE],
        );
        assert.deepEqual(
          frames.map(({ line }) => line),
          lines,
        );
      }
    });
  }

  it("come with what the envelope tells of them", async () => {
    const [first, second] = await framesIn(
      `{"time":"2026-05-05T12:00:00Z","connection":"a","direction":"sent","frame":${PHASE}}\n{"frame":${DONE}}\n`,
    );
    assert.deepEqual(first, {
      text: PHASE,
      line: 1,
      time: Date.UTC(2026, 4, 5, 12),
      connection: "a",
      direction: "send",
      url: undefined,
    });
    assert.deepEqual(second, {
      text: DONE,
      line: 2,
      time: undefined,
      connection: "",
      direction: undefined,
      url: undefined,
    });
  });

  it("come with the address of their socket, from a browser's HAR file", async () => {
    const frames = await readAll(path.join(root, "test/samples/devtools.har"));
    const host = "ws://127.0.0.1:8000/api/v1";
    assert.deepEqual(
      [...new Set(frames.map(({ url }) => url))],
      [`${host}/sessions/41/events`, `${host}/sessions/42/events`, `${host}/problems/events`],
    );
    assert.equal(frames[0]?.text, '{"kind":"phase","phase":"validating_inputs","at":"2026-05-05T14:00:01Z"}');
  });

  it("are not judged: what is no frame of the schemas comes like any other", async () => {
    const lines = readFileSync(path.join(root, "test/samples/bad-lines.ndjson"), "utf8").split(/\r?\n/);
    const texts = (await readAll(path.join(root, "test/samples/bad-lines.ndjson"))).map(({ text }) => text);
    assert.deepEqual(
      texts,
      lines.filter((line) => line.trim() !== ""),
    );
  });

  it("come one by one, and leave the log when no more are wanted", async () => {
    for await (const { text } of readFrames(logOf(`${PHASE}\n`.repeat(100_000)), { schemas })) {
      assert.equal(text, PHASE);
      break;
    }
  });

  it("come up to where a log is cut, and then an error that says so", async () => {
    const whole = gzipSync(Array.from({ length: 50_000 }, (_, i) => `${PHASE.replace("x", `${i}`)}\n`).join(""));
    const { frames, error } = await untilError(readFrames(logOf(whole.subarray(0, whole.length / 2)), { schemas }));
    assert.ok(frames.length > 10_000, `${frames.length}`);
    assert.ok(error instanceof LogError);
    assert.equal(error.fault.code, "log/cut-short");
  });

  it("come up to a line that is longer than any frame", async () => {
    const { frames, error } = await untilError(
      readFrames(logOf(`${PHASE}\n"${"x".repeat(17 * 2 ** 20)}"\n${DONE}\n`), { schemas }),
    );
    assert.deepEqual(
      frames.map(({ text }) => text),
      [PHASE],
    );
    assert.match(String(error), /Longer than the limit of 16777216 bytes/);
  });

  it("are looked for from a folder that is given", async () => {
    const log = logOf(PHASE);
    const options = { schemas: path.relative(path.dirname(log), schemas) };
    const { frames } = await untilError(readFrames(path.basename(log), options, path.dirname(log)));
    assert.equal(frames.length, 1);
  });

  it("are not there where there is no log, or where the schemas cannot be used", async () => {
    const missing = await untilError(readFrames(path.join(newFolder(), "none.ndjson"), { schemas }));
    assert.ok(missing.error instanceof LogError);
    assert.equal(missing.error.fault.code, "log/unreadable");
    const bad = readFrames(logOf(PHASE), { schemas: folderOf({ "a.schema.json": "{" }) });
    await assert.rejects(bad.next(), CodegenError);
  });
});

const framesIn = (content: string | Uint8Array): Promise<LoggedFrame[]> => readAll(logOf(content));

async function readAll(log: string): Promise<LoggedFrame[]> {
  const { frames, error } = await untilError(readFrames(log, { schemas }));
  if (error !== undefined) throw error;
  return frames;
}

async function untilError(
  given: AsyncIterable<LoggedFrame>,
): Promise<{ readonly frames: LoggedFrame[]; readonly error: unknown }> {
  const frames: LoggedFrame[] = [];
  try {
    for await (const frame of given) frames.push(frame);
    return { frames, error: undefined };
  } catch (error) {
    return { frames, error };
  }
}

function logOf(content: string | Uint8Array): string {
  const log = path.join(newFolder(), "log");
  writeFileSync(log, content);
  return log;
}
