/** A worker thread: scans the parts of logs that it is told to. */
import { parentPort, workerData } from "node:worker_threads";
import { scanFile } from "./scan.js";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./threads.js";
import { Judge } from "./verdict.js";

const { protocol, options } = workerData as WorkerStart;
const judge = new Judge(protocol, options);
const controller = new AbortController();
const progress = (read: number): void => answer({ read });
const scanning = { judge, options, signal: controller.signal, progress };

parentPort?.on("message", (order: WorkerOrder) => {
  if (order === "stop") controller.abort();
  else void scanFile(order.task, scanning).then((tally) => answer({ tally }));
});

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message);
}
