import assert from "node:assert/strict";
import { taskBytes, tasksOf } from "../../generator/capture/tasks.js";

describe("The parts of a log", () => {
  const plan = { compression: undefined, format: "ndjson", envelope: {}, isSplittable: true };
  const cut = (size: number, bytes = taskBytes) =>
    tasksOf({ source: { name: "log" }, plan, size }, 0, { shard: undefined, taskBytes: bytes });

  it("follow each other from its beginning to its end", () => {
    for (const size of [1, taskBytes, 1e8 + 1, 3e9]) {
      const parts = cut(size);
      assert.deepEqual([parts[0]?.from, parts.at(-1)?.to], [0, size]);
      for (const [i, { from }] of parts.entries()) assert.equal(from, i === 0 ? 0 : parts[i - 1]?.to);
    }
  });

  it("are large at first and small at last, so that no thread waits long for another", () => {
    const sizes = cut(1e9).map(({ from, to }) => to - from);
    assert.equal(sizes[0], taskBytes);
    assert.ok((sizes.at(-1) ?? Infinity) <= taskBytes / 8, `${sizes.at(-1)}`);
    assert.ok(sizes.length < 100, `${sizes.length}`);
  });

  it("are no larger than they are asked to be", () => {
    assert.ok(cut(100_000, 3000).every(({ from, to }) => to - from <= 3000));
  });
});
