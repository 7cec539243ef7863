/** Worker threads: each is begun before it is known what is to be done, as it takes a while until it can do anything. */
import type { Worker } from "node:worker_threads";
import { threadProgram } from "../installation.js";
import type { Protocol } from "../model.js";
import { platform } from "../platform.js";
import type { CaptureOptions } from "./options.js";
import type { Made } from "./made.js";
import type { Task } from "./scan.js";
import type { Tally } from "./tally.js";

/** What a worker thread has to know before it is told anything else. */
export interface WorkerStart {
  readonly protocol: Protocol;
  readonly made?: Made | undefined;
  readonly options: CaptureOptions;
}

/** What a worker thread is told: what it needs, to scan after what it is scanning, or to come to an end with it. */
export type WorkerOrder = { readonly start: WorkerStart } | { readonly task: Task } | "stop";

/** What a worker thread says: that it can scan, and then how far it has come, or what came of a task. */
export type WorkerAnswer = "ready" | ThreadAnswer;

export type ThreadAnswer = { readonly read: number; readonly tally?: Tally };

/** A worker, or the thread that everything began in, which scans as well. */
export interface Thread {
  /** How many tasks it is given at once. */
  readonly room: number;
  /** The numbers of the tasks that it has been given, in their order. */
  readonly tasks: number[];
  /** Bytes that it has read of the first of them. */
  read: number;
  readonly scan: (task: Task) => void;
  readonly stop: () => void;
}

/** Who hears what becomes of a thread. */
export interface ThreadListener {
  readonly ready: () => void;
  readonly hear: (thread: Thread, answer: ThreadAnswer) => void;
  readonly fail: (error: unknown) => void;
}

/** A thread that waits to be told what everybody starts with. */
export interface Helper extends Thread {
  readonly start: (start: WorkerStart, listener: ThreadListener) => void;
}

export class WorkerThread implements Helper {
  readonly #worker: Worker;
  #listener: ThreadListener | undefined;
  #failure: { readonly error: unknown } | undefined;
  readonly tasks: number[] = [];
  read = 0;
  room = 0;

  constructor() {
    this.#worker = new platform.threads.Worker(threadProgram("generator/capture/worker"), {
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    this.#worker.on("message", (answer: WorkerAnswer) => this.#hear(answer));
    this.#worker.on("error", (error: unknown) => {
      this.#failure = { error };
      this.#listener?.fail(error);
    });
  }

  start(start: WorkerStart, listener: ThreadListener): void {
    this.#listener = listener;
    this.#tell({ start });
    if (this.#failure !== undefined) listener.fail(this.#failure.error);
  }

  scan(task: Task): void {
    this.#tell({ task });
  }

  stop(): void {
    this.#tell("stop");
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #tell(order: WorkerOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(answer: WorkerAnswer): void {
    if (answer !== "ready") return this.#listener?.hear(this, answer);
    // One that it is at, and one that it goes on with without waiting until somebody hears that it is done.
    this.room = 2;
    this.#listener?.ready();
  }
}
