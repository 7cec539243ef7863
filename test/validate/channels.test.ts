import assert from "node:assert/strict";
import { folderOf, frame } from "../support/schemas.js";
import { good, lines, logOf, reported, validate } from "./logs.js";

const failed = '{"kind":"failed","phase":"x","error":{}}';

interface Case {
  readonly name: string;
  readonly channel: string;
  readonly frames: readonly string[];
  /** `line code: message` of what breaks the order. */
  readonly found: readonly string[];
  readonly violations: number;
  readonly code: number;
}

const cases: readonly Case[] = [
  {
    name: "a whole session",
    channel: "session",
    frames: [good.phase, good.progress, good.done],
    found: [],
    violations: 0,
    code: 0,
  },
  { name: "a session that fails", channel: "session", frames: [good.phase, failed], found: [], violations: 0, code: 0 },
  {
    name: "a session that goes on after its end",
    channel: "session",
    frames: [good.phase, good.done, good.phase, failed],
    found: [
      '3 error order/after-terminal: "phase" comes after "done", which ends the connection (2 frames come after it)',
    ],
    violations: 2,
    code: 1,
  },
  {
    name: "a session without an end",
    channel: "session",
    frames: [good.phase, good.progress],
    found: ['2 warning order/no-terminal: The connection ends without "done" or "failed"'],
    violations: 0,
    code: 0,
  },
  {
    name: "problems",
    channel: "problems",
    frames: [good.snapshot, good.delta, good.delta],
    found: [],
    violations: 0,
    code: 0,
  },
  {
    name: "problems that begin with a delta",
    channel: "problems",
    frames: [good.delta, good.snapshot],
    found: [
      '1 error order/not-first: The connection begins with "delta"; "snapshot" comes first',
      '2 error order/first-again: "snapshot" comes again; it comes first, once',
    ],
    violations: 2,
    code: 1,
  },
  {
    name: "problems with several snapshots",
    channel: "problems",
    frames: [good.snapshot, good.snapshot, good.delta, good.snapshot],
    found: ['2 error order/first-again: "snapshot" comes again (2 times); it comes first, once'],
    violations: 2,
    code: 1,
  },
  {
    name: "frames that are bad: what they are counts all the same",
    channel: "session",
    frames: ['{"kind":"phase"}', '{"kind":"done"}', "{", good.phase],
    found: ['4 error order/after-terminal: "phase" comes after "done", which ends the connection'],
    violations: 1,
    code: 1,
  },
];

describe("codegen validate --channel", () => {
  for (const { name, channel, frames, found, violations, code } of cases) {
    it(`judges the order of ${name}`, async () => {
      const { report, code: ended } = await reported([logOf(lines(...frames)), "--channel", channel]);
      const order = report.problems.filter((problem) => problem.code.startsWith("order/"));
      assert.deepEqual(
        order.map(({ line, severity, code, message }) => `${line} ${severity} ${code}: ${message}`),
        found,
      );
      assert.equal(report.orderViolations, violations);
      assert.equal(ended, code);
    });
  }

  it("judges each connection on its own", async () => {
    const record = (connection: string, text: string): string => `{"connection":"${connection}","frame":${text}}`;
    const log = lines(
      record("a", good.phase),
      record("b", good.phase),
      record("a", good.done),
      record("b", good.progress),
      record("c", good.done),
      record("c", good.phase),
      record("b", good.done),
    );
    const { report } = await reported([logOf(log), "--channel", "session"]);
    assert.deepEqual(
      report.problems.map(({ line, code, connection }) => `${line} ${code} ${connection}`),
      ["6 order/after-terminal c"],
    );
  });

  it("judges each log on its own", async () => {
    const logs = [logOf(lines(good.snapshot, good.delta)), logOf(lines(good.snapshot, good.delta))];
    assert.equal((await reported([...logs, "--channel", "problems"])).report.errors, 0);
  });

  it("knows the kinds of the channel only", async () => {
    const { report } = await reported([logOf(lines(good.phase, good.snapshot)), "--channel", "problems"]);
    assert.deepEqual([report.valid, report.unknownKind], [1, 1]);
  });

  it("asks for no order where none is asked for", async () => {
    const { report, code } = await reported([logOf(lines(good.done, good.delta, good.phase, good.snapshot))]);
    assert.deepEqual([report.valid, report.orderViolations, code], [4, 0, 0]);
  });

  it("takes the rules from the channel's own file", async () => {
    const schemas = folderOf({
      "open.schema.json": frame("open"),
      "data.schema.json": frame("data"),
      "close.schema.json": frame("close"),
      "stream.channel.schema.json": {
        title: "Stream",
        oneOf: ["open", "data", "close"].map((kind) => ({ $ref: `${kind}.schema.json` })),
        "x-first": ["open"],
        "x-terminal": ["close"],
      },
    });
    const log = logOf(lines('{"kind":"data"}', '{"kind":"open"}', '{"kind":"close"}', '{"kind":"data"}'));
    const { report } = await reported([log, "--channel", "stream"], { schemas });
    assert.deepEqual(
      report.problems.map(({ line, code }) => `${line} ${code}`),
      ["1 order/not-first", "2 order/first-again", "4 order/after-terminal"],
    );
  });

  it("says which channels there are", async () => {
    const { code, stderr } = await validate(["clean.ndjson", "--channel", "sesion"]);
    assert.match(stderr, /error log\/unknown-channel: there is no channel "sesion"\n.*did you mean "session"\?/);
    assert.equal(code, 2);
  });
});
