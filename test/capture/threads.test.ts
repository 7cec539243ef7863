import assert from "node:assert/strict";
import { Buffers } from "../../generator/capture/file.js";
import { captureDefaults as options } from "../../generator/capture/options.js";
import { type RunnerOptions, SingleRunner } from "../../generator/capture/runner.js";
import { scanFile, type Task } from "../../generator/capture/scan.js";
import type { PlannedTasks } from "../../generator/capture/tasks.js";
import { ThreadRunner } from "../../generator/capture/threads.js";
import { prepare } from "../../generator/capture/prepared.js";
import { Judge } from "../../generator/capture/verdict.js";
import type { Helper, ThreadListener } from "../../generator/capture/workers.js";
import { logOf, settings } from "./reports.js";

/** A thread of which the test says what it does. */
class Puppet implements Helper {
  room = 0;
  read = 0;
  readonly tasks: number[] = [];
  readonly given: Task[] = [];
  listener: ThreadListener | undefined;

  start(_start: unknown, listener: ThreadListener): void {
    this.listener = listener;
  }
  scan(task: Task): void {
    this.given.push(task);
  }
  stop(): void {
    this.given.length = 0;
  }
}

describe("Threads", () => {
  const lines = Array.from({ length: 200 }, (_, i) => `{"kind":"nope${i}"}\n`).join("");
  let planned: PlannedTasks;
  let about: RunnerOptions;
  before(async () => {
    const source = { name: "log", path: logOf(lines) };
    const plan = { compression: undefined, format: "ndjson", envelope: {}, isSplittable: true };
    const size = lines.length;
    const tasks = Array.from({ length: 20 }, (_, i) => {
      return { source, plan, size, from: Math.floor((i * size) / 20), to: Math.floor(((i + 1) * size) / 20) };
    });
    planned = { tasks, close: async () => undefined };
    const { protocol } = await prepare(settings);
    about = {
      protocol,
      scanning: { judge: new Judge(protocol, options), options, buffers: new Buffers() },
      progress: undefined,
    };
  });

  it("do without one that does not get ready", async () => {
    const puppet = new Puppet();
    const runner = new ThreadRunner(about, new SingleRunner(about), [puppet]);
    await runner.add(planned);
    const tally = await runner.finish();
    assert.deepEqual([tally?.counts.unknownKind, puppet.given.length], [200, 0]);
  });

  it("have something to go on with, and what they find comes in the order of the log", async () => {
    const puppet = new Puppet();
    const runner = new ThreadRunner(about, new SingleRunner(about), [puppet]);
    puppet.room = 2;
    const added = runner.add(planned);
    puppet.listener?.ready();
    // This one is the last to be done with the parts that it has been given.
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(puppet.given.length, 2);
    puppet.room = 0;
    for (const task of puppet.given.slice()) {
      const tally = await scanFile(task, about.scanning);
      puppet.listener?.hear(puppet, { read: tally.parts[0]?.bytes ?? 0, tally });
    }
    await added;
    const tally = await runner.finish();
    assert.deepEqual(
      tally?.problems.map(({ line }) => line),
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    assert.deepEqual(puppet.tasks, []);
  });
});
