/** Runs the tasks of many logs, in this thread or in others, and adds up what comes of them in order. */
import type { Protocol } from "../model.js";
import { mergeTallies } from "./merge.js";
import type { Made } from "./made.js";
import { scan, scanFile, type ScanOptions } from "./scan.js";
import type { Tally } from "./tally.js";
import type { Planned, PlannedTasks } from "./tasks.js";

export interface RunnerOptions {
  readonly protocol: Protocol;
  readonly made?: Made | undefined;
  readonly scanning: ScanOptions;
  readonly progress: ((read: number) => void) | undefined;
}

export interface Runner {
  /** Takes a log; waits while there is enough to do already. */
  readonly add: (planned: Planned) => Promise<void>;
  /** The tally of all logs, once they are done. */
  readonly finish: () => Promise<Tally | undefined>;
}

const batch = 16;

/** Adds up tallies as they come. */
export class Sum {
  readonly #mostProblems: number;
  #tallies: Tally[] = [];

  constructor(mostProblems: number) {
    this.#mostProblems = mostProblems;
  }

  add(tally: Tally): void {
    this.#tallies.push(tally);
    if (this.#tallies.length >= batch) this.#tallies = [mergeTallies(this.#tallies, this.#mostProblems)];
  }

  get total(): Tally | undefined {
    return this.#tallies.length === 0 ? undefined : mergeTallies(this.#tallies, this.#mostProblems);
  }
}

export class SingleRunner implements Runner {
  readonly #options: RunnerOptions;
  readonly #sum: Sum;
  #read = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#sum = new Sum(options.scanning.options.maxProblems);
  }

  async add(planned: Planned): Promise<void> {
    for await (const tally of this.run(planned)) this.#sum.add(tally);
  }

  /** Does the work, task by task. */
  async *run(planned: Planned): AsyncGenerator<Tally> {
    if ("tally" in planned) return yield planned.tally;
    try {
      for (const task of planned.tasks) {
        yield await this.#scan(planned, task);
        if (this.#options.scanning.signal?.aborted === true) return;
      }
    } finally {
      await planned.close();
    }
  }

  async finish(): Promise<Tally | undefined> {
    return this.#sum.total;
  }

  async #scan({ bytes }: PlannedTasks, task: PlannedTasks["tasks"][number]): Promise<Tally> {
    const { scanning, progress } = this.#options;
    const before = this.#read;
    const count = (read: number): void => {
      this.#read = before + read;
      progress?.(this.#read);
    };
    const options = { ...scanning, progress: count };
    return bytes === undefined ? scanFile(task, options) : scan(task, noLog, { options, bytes });
  }
}

/** Of a stream everything is known from its bytes. */
const noLog = {
  bytes: async function* () {},
  size: undefined,
  sizeNow: async () => 0,
  close: async () => undefined,
} as const;
