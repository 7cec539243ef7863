import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Report } from "../../generator/index.js";
import { root } from "../support/sources.js";
import { countsOf, only, reported, samples } from "./logs.js";

/** What is expected of one line of bad-lines.ndjson, in the words of the file beside it. */
interface Expected {
  readonly line: number;
  readonly expected: string;
}

/** What each of those words means: codes of what is found, and pointer and message where they are told. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  ok: [],
  "ok: CRLF line end": [],
  "ok: 5,000 levels deep": [],
  "blank line: skipped": [],
  "invalid: missing at": ["error frame/invalid: Object missing required field `at`"],
  "invalid: current is a string": ["error frame/invalid /current: Expected `int`, got `str` - at `$.current`"],
  "invalid: current is not an integer": ["error frame/invalid /current: Expected `int`, got `float` - at `$.current`"],
  "invalid: findings[1]": ["error frame/invalid /findings/1: Expected `object`, got `int` - at `$.findings[1]`"],
  "unknown kind: missing": ["error frame/missing-kind: unknown event kind: missing"],
  "not JSON": ["error frame/not-json: Not JSON, at byte 16"],
  "ok, with a warning: the integer is past 2^53-1": [
    "warning frame/unsafe-integer /current: Integer 9007199254740993 is past 2^53-1, so JavaScript reads another one",
  ],
  "ok, with a warning: duplicate key": [
    "warning frame/duplicate-key /kind: Duplicate field 'kind': only the last one counts",
  ],
  "warning: lone surrogate, the other side cannot decode it": [
    "warning frame/lone-surrogate /phase: String holds a lone surrogate: the other side cannot decode it",
  ],
};

/** Where the words leave open what is there instead. */
const openMeanings: Readonly<Record<string, RegExp>> = {
  "unknown kind": /^error frame\/unknown-kind \/kind: unknown event kind: '(?:nope|__proto__|constructor)'$/,
  "not an object": /^error frame\/not-object: Expected `object`, got `(?:array|str|null)`$/,
  "not JSON": /^error frame\/not-json: Not JSON, at byte \d+$/,
};

describe("codegen validate, the samples", () => {
  it("clean.ndjson is clean", async () => {
    const { report, code } = await reported(["clean.ndjson"]);
    assert.deepEqual(countsOf(report), { frames: 142, valid: 142 });
    assert.equal(code, 0);
  });

  it("bad-lines.ndjson gives line by line what bad-lines.expected.json says", async () => {
    const { report, code } = await reported(["bad-lines.ndjson"]);
    const all = JSON.parse(readFileSync(path.join(samples, "bad-lines.expected.json"), "utf8")) as readonly Expected[];
    assert.equal(all.length, 22);
    for (const { line, expected } of all) {
      const found = report.problems
        .filter((problem) => problem.line === line)
        .map(
          ({ severity, code, pointer, message }) =>
            `${severity} ${[code, pointer].filter(Boolean).join(" ")}: ${message}`,
        );
      const pattern = openMeanings[expected];
      if (pattern === undefined) assert.deepEqual(found, meanings[expected], `line ${line}`);
      else assert.match(only(found), pattern, `line ${line}`);
    }
    assert.equal(code, 1);
  });

  it("backend-queue.ndjson shows the failed frames that lack their phase", async () => {
    const { report, code } = await reported(["backend-queue.ndjson"]);
    assert.deepEqual(countsOf(report), { frames: 160, valid: 158, invalid: 2, errors: 2 });
    assert.deepEqual(
      report.problems.map(({ kind, message, connection }) => [kind, message, connection]),
      [
        ["failed", "Object missing required field `phase`", "session-3"],
        ["failed", "Object missing required field `phase`", "session-9"],
      ],
    );
    const { at, format } = only(report.files);
    assert.deepEqual([at, format], ["/frame", "ndjson"]);
    assert.equal(only(report.groups).count, 2);
    assert.equal(code, 1);
  });

  it("devtools.har has the frames of three sockets, and shows the same fault", async () => {
    const { report } = await reported(["devtools.har"]);
    assert.deepEqual(countsOf(report), { frames: 38, valid: 37, invalid: 1, errors: 1 });
    assert.equal(only(report.problems).message, "Object missing required field `phase`");
  });

  it("text-envelope.ndjson has its frames as text", async () => {
    const { report, code } = await reported(["text-envelope.ndjson"]);
    assert.deepEqual(countsOf(report), { frames: 40, valid: 40 });
    assert.equal(only(report.files).at, "/data");
    assert.equal(code, 0);
  });

  it("all of them give the same under the schema that msgspec prints of its classes", async () => {
    const logs = ["clean.ndjson", "bad-lines.ndjson", "backend-queue.ndjson", "devtools.har", "text-envelope.ndjson"];
    const verdicts = ({ report }: { report: Report }): unknown => [
      countsOf(report),
      report.kinds,
      report.problems.map(({ line, code, pointer, message }) => [line, code, pointer, message]),
    ];
    const ours = await reported(logs);
    const printed = await reported([...logs, "--name", "Event"], { schemas: "msgspec-schema.json" });
    assert.deepEqual(verdicts(printed), verdicts(ours));
  });

  it("are those that are handed out beside the project, where these are here", function () {
    const shared = path.resolve(root, "../shared/samples");
    if (!existsSync(shared)) return this.skip();
    for (const name of readdirSync(shared)) {
      assert.ok(readFileSync(path.join(shared, name)).equals(readFileSync(path.join(samples, name))), name);
    }
  });
});
