/** Worker threads that scan parts of logs. The tallies are added up in the order of the parts. */
import { Worker } from "node:worker_threads";
import { threadProgram } from "../installation.js";
import type { Protocol } from "../model.js";
import type { CaptureOptions } from "./options.js";
import { type Runner, type RunnerOptions, type SingleRunner, Sum } from "./runner.js";
import { scanFile, type Task } from "./scan.js";
import type { Tally } from "./tally.js";
import type { Planned } from "./tasks.js";

/** What a worker thread starts with. */
export interface WorkerStart {
  readonly protocol: Protocol;
  readonly options: CaptureOptions;
}

/** What a worker thread is told: to scan, or to come to an end with what it is scanning. */
export type WorkerOrder = { readonly task: Task } | "stop";

/** What a worker thread says. */
export type WorkerAnswer = { readonly read: number } | { readonly tally: Tally };

/** A worker, or the thread that everything began in, which scans as well. */
interface Thread {
  readonly scan: (task: Task) => void;
  readonly stop: () => void;
  readonly close: () => Promise<unknown>;
  /** The number of the task that it is at, and the bytes of it that it has read. */
  task: number | undefined;
  read: number;
}

export class ThreadRunner implements Runner {
  readonly #options: RunnerOptions;
  readonly #single: SingleRunner;
  readonly #sum: Sum;
  readonly #threads: Thread[] = [];
  readonly #queue: { readonly task: Task; readonly number: number }[] = [];
  readonly #done = new Map<number, Tally>();
  #added = 0;
  #summed = 0;
  #finished = 0;
  #readBefore = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(options: RunnerOptions, single: SingleRunner) {
    this.#options = options;
    this.#single = single;
    this.#sum = new Sum(options.scanning.options.maxProblems);
    options.scanning.signal?.addEventListener("abort", () => this.#stop(), { once: true });
  }

  async add(planned: Planned): Promise<void> {
    if ("tally" in planned) return this.#take(this.#added++, planned.tally);
    if (planned.bytes !== undefined) {
      for await (const tally of this.#single.run(planned)) this.#take(this.#added++, tally);
      return;
    }
    await planned.close();
    for (const task of planned.tasks) {
      this.#queue.push({ task, number: this.#added++ });
      this.#dispatch();
      await this.#until(() => this.#queue.length < this.#options.jobs * 2);
    }
  }

  async finish(): Promise<Tally | undefined> {
    await this.#until(() => this.#finished === this.#added);
    return this.#sum.total;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#threads.find(({ task }) => task === undefined) ?? this.#start();
      const next = thread && this.#queue.shift();
      if (thread === undefined || next === undefined) return;
      thread.task = next.number;
      thread.read = 0;
      thread.scan(next.task);
    }
  }

  /** Workers take a while to start; meanwhile, and then beside them, this thread is the last one. */
  #start(): Thread | undefined {
    const missing = this.#options.jobs - this.#threads.length;
    if (missing <= 0) return undefined;
    const thread = missing > 1 ? this.#startWorker() : this.#thisThread();
    this.#threads.push(thread);
    return thread;
  }

  #startWorker(): Thread {
    const { protocol, scanning } = this.#options;
    const workerData: WorkerStart = { protocol, options: scanning.options };
    const worker = new Worker(threadProgram("generator/capture/worker"), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    const send = (order: WorkerOrder): void => worker.postMessage(order);
    const thread: Thread = {
      scan: (task) => send({ task }),
      stop: () => send("stop"),
      close: () => worker.terminate(),
      task: undefined,
      read: 0,
    };
    worker.on("message", (answer: WorkerAnswer) => this.#hear(thread, answer));
    worker.on("error", (error: unknown) => this.#fail(error));
    return thread;
  }

  #thisThread(): Thread {
    const progress = (read: number): void => this.#hear(thread, { read });
    const options = { ...this.#options.scanning, progress };
    const thread: Thread = {
      scan: (task) =>
        void scanFile(task, options).then(
          (tally) => this.#hear(thread, { tally }),
          (error: unknown) => this.#fail(error),
        ),
      // The signal that stops the others stops it by itself.
      stop: () => undefined,
      close: () => Promise.resolve(),
      task: undefined,
      read: 0,
    };
    return thread;
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  #hear(thread: Thread, answer: WorkerAnswer): void {
    if ("read" in answer) thread.read = answer.read;
    else {
      const number = thread.task ?? 0;
      this.#readBefore += thread.read;
      thread.task = undefined;
      thread.read = 0;
      this.#take(number, answer.tally);
      this.#dispatch();
    }
    this.#options.progress?.(this.#threads.reduce((sum, { read }) => sum + read, this.#readBefore));
  }

  /** A tally is added when all before it have been. */
  #take(number: number, tally: Tally): void {
    this.#finished++;
    this.#done.set(number, tally);
    for (let next = this.#done.get(this.#summed); next !== undefined; next = this.#done.get(this.#summed)) {
      this.#done.delete(this.#summed++);
      this.#sum.add(next);
      // What follows a part that was broken off would have wrong lines.
      if (this.#options.scanning.signal?.aborted === true) this.#summed = Infinity;
    }
    this.#wake();
  }

  #stop(): void {
    this.#finished += this.#queue.splice(0).length;
    for (const thread of this.#threads) thread.stop();
    this.#wake();
  }
}
