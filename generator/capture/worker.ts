/** A worker thread: scans the parts of logs that it is told to, one after the other. */
import { parentPort } from "node:worker_threads";
import { milliseconds } from "../platform.js";
import { Buffers } from "./file.js";
import { scanFile, type Task } from "./scan.js";
import { Judge } from "./verdict.js";
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./workers.js";

/** Milliseconds between two answers that say how far a task has come. */
const every = 50;
const controller = new AbortController();

parentPort?.once("message", ({ start }: { readonly start: WorkerStart }) => {
  const scan = scanning(start);
  let last = Promise.resolve();
  parentPort?.on("message", (order: Exclude<WorkerOrder, { readonly start: WorkerStart }>) => {
    if (order === "stop") controller.abort();
    else last = last.then(() => scan(order.task));
  });
  answer("ready");
});

function scanning({ protocol, made, options }: WorkerStart): (task: Task) => Promise<void> {
  const judge = new Judge(protocol, options, made);
  const buffers = new Buffers();
  return async (task) => {
    let read = 0;
    let said = milliseconds();
    const progress = (bytes: number): void => {
      read = bytes;
      if (milliseconds() - said < every) return;
      said = milliseconds();
      answer({ read });
    };
    const tally = await scanFile(task, { judge, options, buffers, signal: controller.signal, progress });
    answer({ read, tally });
  };
}

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message);
}
