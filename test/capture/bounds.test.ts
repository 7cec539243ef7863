import assert from "node:assert/strict";
import { Binning, widerTime } from "../../generator/capture/bins.js";
import { mergeReports } from "../../generator/capture/index.js";
import { connectionsIn } from "../../generator/capture/report.js";
import { logOf, reportOn } from "./reports.js";

const frame = '{"kind":"phase","phase":"x","at":"y"}';
const second = 1000;

/** A log in which connections take turns, a frame a second. */
function logWith({ connections, frames }: { connections: number; frames: number }): string {
  const lines = Array.from({ length: frames }, (_, i) => {
    const time = Date.UTC(2026, 4, 5) + i * second;
    return `{"time":${time},"connection":"c${i % connections}","frame":${i % 10 === 3 ? "{}" : frame}}`;
  });
  return logOf(lines.join("\n"));
}

describe("A report on more than it can hold", function () {
  this.timeout(60_000);

  it("says how many connections there were, nearly", async () => {
    const few = await reportOn([logWith({ connections: 90, frames: 200 })]);
    assert.deepEqual(connectionsIn(few), { number: 90, isExact: true });
    const many = await reportOn([logWith({ connections: 5000, frames: 5000 })]);
    const { number, isExact } = connectionsIn(many);
    assert.equal(isExact, false);
    assert.ok(number > 3500 && number < 6500, `${number}`);
    assert.equal(many.ways.length, 100);
  });

  it("is the same put together from parts", async () => {
    const log = logWith({ connections: 300, frames: 1000 });
    const whole = await reportOn([log]);
    const reports = await Promise.all([1, 2, 3].map((index) => reportOn([log], { shard: { index, of: 3 } })));
    const merged = await mergeReports(reports.map((report, i) => ({ file: `${i}`, report })));
    assert.deepEqual(merged, whole);
    assert.equal(whole.partial.ways, true);
  });

  it("counts over time, in bins that people read times by", async () => {
    const report = await reportOn([logWith({ connections: 1, frames: 1000 })]);
    const { frames: times, bad: badTimes } = report.times.clock;
    assert.equal(times.width, 10 * second);
    assert.equal(times.first, Date.UTC(2026, 4, 5) / times.width);
    const { first, last } = report.times.clock;
    assert.deepEqual([first, last], [Date.UTC(2026, 4, 5), Date.UTC(2026, 4, 5) + 999 * second]);
    const sum = (counts: readonly number[] = []): number => counts.reduce((all, count) => all + count, 0);
    assert.equal(sum(times.rows["phase"]), 900);
    assert.equal(sum(times.rows["?"]), 100);
    assert.deepEqual(Object.keys(badTimes.rows), ["missingKind"]);
    assert.equal(sum(badTimes.rows["missingKind"]), 100);
  });
});

describe("Bins of time", () => {
  it("become wider by whole factors, so that parts of a log add up", () => {
    for (let width = 1; width < 1e15;) {
      const wider = widerTime(width);
      assert.equal(wider % width, 0, `${width} to ${wider}`);
      assert.ok(wider <= width * 5);
      width = wider;
    }
  });

  it("hold any range of time", () => {
    const bins = new Binning(240, widerTime);
    for (const time of [-8.64e15, 0, 1.78e12, 8.64e15]) bins.add("x", time);
    const { first, width, rows } = bins.data;
    assert.ok((rows["x"]?.length ?? 0) <= 240);
    assert.ok(first * width <= -8.64e15 && rows["x"]?.reduce((a, b) => a + b) === 4);
  });
});
