/** Threads that scan parts of logs. The tallies are added up in the order of the parts. */
import { aTurn } from "../platform.js";
import { type Runner, type RunnerOptions, type SingleRunner, Sum } from "./runner.js";
import { scanFile, type Task } from "./scan.js";
import type { Tally } from "./tally.js";
import type { Planned } from "./tasks.js";
import type { Helper, Thread, ThreadAnswer, ThreadListener } from "./workers.js";

/** Parts for each thread that are there before they are asked for. */
const inStore = 3;

export class ThreadRunner implements Runner, ThreadListener {
  readonly #options: RunnerOptions;
  readonly #single: SingleRunner;
  readonly #sum: Sum;
  readonly #threads: readonly Thread[];
  readonly #queue: { readonly task: Task; readonly number: number }[] = [];
  readonly #done = new Map<number, Tally>();
  #added = 0;
  #summed = 0;
  #finished = 0;
  #readBefore = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(options: RunnerOptions, single: SingleRunner, helpers: readonly Helper[]) {
    const { protocol, made, scanning } = options;
    this.#options = options;
    this.#single = single;
    this.#sum = new Sum(scanning.options.maxProblems);
    this.#threads = [this.#thisThread(), ...helpers];
    for (const helper of helpers) helper.start({ protocol, made, options: scanning.options }, this);
    scanning.signal?.addEventListener("abort", () => this.#stop(), { once: true });
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
      await this.#until(() => this.#queue.length < this.#threads.length * inStore);
      if (this.#isStopped) return;
    }
  }

  async finish(): Promise<Tally | undefined> {
    await this.#until(() => this.#finished === this.#added);
    return this.#sum.total;
  }

  ready(): void {
    this.#dispatch();
    this.#wake();
  }

  hear(thread: Thread, { read, tally }: ThreadAnswer): void {
    thread.read = read;
    if (tally !== undefined) {
      const number = thread.tasks.shift() ?? 0;
      this.#readBefore += read;
      thread.read = 0;
      this.#dispatch();
      this.#take(number, tally);
    }
    this.#options.progress?.(this.#threads.reduce((sum, { read }) => sum + read, this.#readBefore));
  }

  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }

  get #isStopped(): boolean {
    return this.#options.scanning.signal?.aborted === true;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Gives what is in store to those that have least to do. */
  #dispatch(): void {
    while (this.#queue.length > 0) {
      const [thread] = this.#threads
        .filter(({ tasks, room }) => tasks.length < room)
        .toSorted((a, b) => a.tasks.length - b.tasks.length);
      const next = thread && this.#queue.shift();
      if (thread === undefined || next === undefined) return;
      thread.tasks.push(next.number);
      thread.scan(next.task);
    }
  }

  #thisThread(): Thread {
    const progress = (read: number): void => this.hear(thread, { read });
    const options = { ...this.#options.scanning, progress };
    const scan = async (task: Task): Promise<void> => {
      // What the workers say is heard between two tasks, however short.
      await aTurn();
      const tally = await scanFile(task, options);
      this.hear(thread, { read: thread.read, tally });
    };
    const thread: Thread = {
      room: 1,
      tasks: [],
      read: 0,
      scan: (task) => void scan(task).catch((error: unknown) => this.fail(error)),
      // The signal that stops the others stops it by itself.
      stop: () => undefined,
    };
    return thread;
  }

  /** A tally is added when all before it have been. */
  #take(number: number, tally: Tally): void {
    this.#finished++;
    this.#done.set(number, tally);
    for (let next = this.#done.get(this.#summed); next !== undefined; next = this.#done.get(this.#summed)) {
      this.#done.delete(this.#summed++);
      this.#sum.add(next);
      // What follows a part that was broken off would have wrong lines.
      if (this.#isStopped) this.#summed = Infinity;
    }
    this.#wake();
  }

  #stop(): void {
    this.#finished += this.#queue.splice(0).length;
    for (const thread of this.#threads) thread.stop();
    this.#wake();
  }
}
