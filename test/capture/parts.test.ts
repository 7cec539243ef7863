import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeReports } from "../../generator/capture/index.js";
import type { Report } from "../../generator/capture/report.js";
import { itInFull } from "../support/size.js";
import { type Asked, logOf, reportOn } from "./reports.js";

const frames = [
  '{"kind":"phase","phase":"validating_inputs","at":"2026-05-05T12:34:56Z"}',
  '{"kind":"phase","phase":"rendering_template","at":"ü日本"}',
  '{"kind":"progress","phase":"x","current":1,"total":2}',
  '{"kind":"progress","phase":"x","current":"1","total":2.5}',
  '{"kind":"progress","phase":"x","current":9007199254740993,"total":2}',
  '{"kind":"snapshot","findings":[{},1],"audit_at":"x"}',
  '{"kind":"delta","added":[],"removed":[],"changed":[],"audit_at":"x"}',
  '{"kind":"done","result":{}}',
  '{"kind":"failed","error":{"code":"c","message":"m"}}',
  '{"kind":"nope"}',
  '{"kind":"phase","kind":"phase","phase":"x","at":"y"}',
  "{}",
  "[]",
  '{"kind":"ph',
];

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...frames) },
  { weight: 1, arbitrary: fc.constantFrom("", "   ", "\r") },
  { weight: 1, arbitrary: fc.nat(60).map((n) => `{"kind":"unknown_${n}"}`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...frames.slice(0, 9)), fc.nat(3), fc.nat(1e6))
      .map(
        ([frame, connection, ms]) => `{"time":${1.7e12 + ms * 1000},"connection":"c${connection}","frame":${frame}}`,
      ),
  },
);
const log = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, ends]) => lines.join(end) + (ends ? end : ""));

/** What the reports of all shards add up to, in some order. */
async function merged(files: readonly string[], of: number, asked: Asked): Promise<Report> {
  const reports: Report[] = [];
  for (let index = 1; index <= of; index++) {
    const report = await reportOn(files, { ...asked, shard: { index, of } });
    reports.unshift(JSON.parse(JSON.stringify(report)) as Report);
  }
  return mergeReports(reports.map((report, i) => ({ file: `${i}.json`, report })));
}

describe("Parts of logs", function () {
  this.timeout(120_000);
  const choices = fc.record({
    text: log,
    other: log,
    channel: fc.constantFrom(undefined, "session", "problems"),
    at: fc.constantFrom(undefined, "/frame"),
    maxProblems: fc.constantFrom(3, 1000),
    taskBytes: fc.integer({ min: 1, max: 500 }),
    shards: fc.integer({ min: 1, max: 6 }),
  });

  it("give the report of the whole, wherever they are cut", async () => {
    await fc.assert(
      fc.asyncProperty(choices, async ({ text, other, channel, at, maxProblems, taskBytes, shards }) => {
        const files = [logOf(text), logOf(other, "other.ndjson")];
        const pointers = { ...(at !== undefined && { at, connection: "/connection", time: "/time" }) };
        const asked = { options: { pointers, maxProblems, ...(channel !== undefined && { channel }) } };
        const whole = await reportOn(files, asked);
        assert.deepEqual(await reportOn(files, { ...asked, taskBytes }), whole);
        assert.deepEqual(await merged(files, shards, asked), whole);
      }),
      { numRuns: Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 18_000) / 3000) },
    );
  });

  itInFull("give it in worker threads too, byte for byte", async () => {
    const text = fc.sample(log, { numRuns: 60, seed: 5 }).join("\n");
    const files = [logOf(text), logOf(text.slice(777), "other.ndjson")];
    for (const [jobs, channel] of [[2], [3, "session"]] as const) {
      const asked = { options: { ...(channel !== undefined && { channel }) } };
      const whole = await reportOn(files, asked);
      const parts = await reportOn(files, { ...asked, jobs, taskBytes: 3000 });
      assert.equal(JSON.stringify(parts), JSON.stringify(whole));
    }
  });
});
