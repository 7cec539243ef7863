/** A worker thread: scans the parts of logs that it is told to. */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "./fault.js";
import { scan, type Task } from "./scan.js";
import { openLog } from "./source.js";
import { faultyTally, type Tally } from "./tally.js";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./threads.js";
import { Judge } from "./verdict.js";

const { protocol, options } = workerData as WorkerStart;
const judge = new Judge(protocol, options);
const controller = new AbortController();

parentPort?.on("message", (order: WorkerOrder) => {
  if (order === "stop") controller.abort();
  else void work(order.task).then((tally) => answer({ tally }));
});

async function work(task: Task): Promise<Tally> {
  try {
    const log = await openLog(task.source, controller.signal);
    try {
      const progress = (read: number): void => answer({ read });
      return await scan(task, log, { options: { judge, options, signal: controller.signal, progress } });
    } finally {
      await log.close();
    }
  } catch (error) {
    return faultyTally(task.source.name, faultOf(error));
  }
}

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message);
}
