import assert from "node:assert/strict";
import { countsOf, good, lines, logOf, only, problemsOf, reported, validate } from "./logs.js";

const bad = '{"kind":"phase","phase":"x"}';
const clock = 1_780_000_000_000;

interface Case {
  readonly name: string;
  readonly records: readonly string[];
  readonly args?: readonly string[];
  /** Where frames are found. */
  readonly at: string | undefined;
  readonly frames: number;
  readonly problems: readonly string[];
  readonly connections?: readonly (string | undefined)[];
}

const cases: readonly Case[] = [
  {
    name: "finds frames in records by themselves, with their connection",
    records: [`{"ts":${clock},"conn":"a","payload":${good.phase}}`, `{"ts":${clock},"conn":7,"payload":${bad}}`],
    at: "/payload",
    frames: 2,
    problems: ["2:40 frame/invalid"],
    connections: ["7"],
  },
  {
    name: "finds frames as text, whose columns are not those of the log",
    records: [JSON.stringify({ data: good.phase }), JSON.stringify({ data: bad }), JSON.stringify({ data: "{" })],
    at: "/data",
    frames: 3,
    problems: ["2 frame/invalid", "3 frame/not-json"],
  },
  {
    name: "finds frames under a name that nobody foresaw",
    records: [`{"level":"info","~a/b":${good.phase}}`, `{"level":"info","~a/b":${bad}}`],
    at: "/~0a~1b",
    frames: 2,
    problems: ["2:24 frame/invalid"],
  },
  {
    name: "takes records that are frames as frames, whatever they hold",
    records: ['{"kind":"done","result":{}}', `{"kind":"done","result":{},"frame":${bad}}`],
    at: undefined,
    frames: 2,
    problems: [],
  },
  {
    name: "takes what it is told to take instead",
    records: [`{"kind":"done","result":{},"frame":${good.phase}}`, `{"kind":"done","result":{},"frame":${bad}}`],
    args: ["--at", "/frame"],
    at: "/frame",
    frames: 2,
    problems: ["2:36 frame/invalid"],
  },
  {
    name: "follows a pointer through objects and arrays",
    records: [`{"a":{"b c":[1,${good.phase}]}}`, `{"a":{"b c":[1,${bad}]},"who":{"id":"x"}}`],
    args: ["--at", "/a/b c/1", "--connection", "/who/id"],
    at: "/a/b c/1",
    frames: 2,
    problems: ["2:16 frame/invalid"],
    connections: ["x"],
  },
  {
    name: "says which records hold no frame there",
    records: [`{"frame":${good.phase}}`, '{"opened":true}', "[]", '{"frame":null}', "not json"],
    at: "/frame",
    frames: 5,
    problems: ["2 frame/no-payload", "3 frame/no-payload", "4:10 frame/not-object", "5:2 frame/not-json"],
  },
  {
    name: "finds the place of faults behind wide characters and other members",
    records: [
      `{"note":"日本😀\\"","frame":${good.phase}}`,
      `{"note":"日本😀\\"","frame":{"kind":"progress","phase":"x","current":"1","total":2}}`,
    ],
    at: "/frame",
    frames: 2,
    problems: ["2:67 frame/invalid /current"],
  },
  {
    name: "finds them past a first record that is very long",
    records: [`{"frame":{"kind":"done","result":{"x":"${"x".repeat(300_000)}"}}}`, `{"frame":${bad}}`],
    at: "/frame",
    frames: 2,
    problems: ["2:10 frame/invalid"],
  },
];

describe("codegen validate, records that wrap frames", () => {
  for (const { name, records, args = [], at, frames, problems, connections } of cases) {
    it(name, async () => {
      const { report } = await reported([logOf(lines(...records)), ...args]);
      assert.deepEqual([only(report.files).at, report.frames], [at, frames]);
      assert.deepEqual(problemsOf(report), problems);
      if (connections !== undefined)
        assert.deepEqual(
          report.problems.map(({ connection }) => connection),
          connections,
        );
    });
  }

  it("does the same for records of an array", async () => {
    const records = [`{"frame":${good.phase}}`, `{"frame":${bad}}`];
    const { report } = await reported([logOf(`[${records.join(", ")}]`)]);
    assert.equal(only(report.files).at, "/frame");
    assert.deepEqual(problemsOf(report), ["1:60 frame/invalid"]);
  });

  for (const [name, value] of [
    ["seconds", clock / 1000],
    ["milliseconds", clock],
    ["microseconds", clock * 1000],
    ["nanoseconds", "1780000000000000000"],
    ["a date", new Date(clock).toISOString()],
    ["a date in another zone", "2026-05-28T22:26:40+02:00"],
    ["a number in text", `${clock / 1000}.25`],
  ] as const) {
    it(`reads times told as ${name}`, async () => {
      const text = typeof value === "number" ? String(value) : JSON.stringify(value);
      const { report } = await reported([logOf(lines(`{"when":${text},"frame":${good.phase}}`)), "--time", "/when"]);
      const [run] = only(report.ways).runs;
      assert.equal(Math.floor((run?.from ?? 0) / 1000), clock / 1000);
    });
  }

  it("reads directions as many tools call them, by itself or where it is told", async () => {
    const directions = ["send", "received", "out", "incoming", "<-", "->", "?"];
    const log = (name: string): string =>
      logOf(lines(...directions.map((way) => `{"${name}":"${way}","frame":${good.phase}}`)));
    const framesOf = async (...args: readonly string[]): Promise<number> => (await reported(args)).report.frames;
    assert.equal(await framesOf(log("direction")), 7);
    assert.equal(await framesOf(log("direction"), "--direction", "send"), 4);
    assert.equal(await framesOf(log("dir"), "--direction", "receive"), 4);
    assert.equal(await framesOf(log("wohin"), "--direction", "receive"), 7);
    assert.equal(await framesOf(log("wohin"), "--direction", "receive", "--direction", "/wohin"), 4);
    assert.equal(await framesOf(log("wohin"), "--direction", "both"), 7);
  });

  it("refuses what is no pointer and no direction", async () => {
    for (const args of [
      ["--at", "frame"],
      ["--time", "/a~2"],
      ["--connection", "x"],
      ["--direction", "up"],
    ]) {
      const { code, stderr } = await validate(["clean.ndjson", ...args]);
      assert.match(stderr, /^error: option '--(?:at|time|connection|direction) .*is invalid/);
      assert.equal(code, 2);
    }
  });

  it("judges duplicates and numbers in the frame by their place in it", async () => {
    const frame = '{"kind":"progress","phase":"x","current":12345678901234567890,"current":9007199254740993,"total":2}';
    const { report } = await reported([logOf(lines(`{"frame":${good.phase}}`, `{"frame":${frame}}`))]);
    assert.deepEqual(countsOf(report), { frames: 2, valid: 2, warnings: 3 });
    assert.deepEqual(problemsOf(report), [
      "2:51 frame/unsafe-integer /current",
      "2:72 frame/duplicate-key /current",
      "2:82 frame/unsafe-integer /current",
    ]);
  });
});
