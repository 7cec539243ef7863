/** Types are printed in a thread of their own where there are many: it takes as long as compiling the validators. */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { threadProgram } from "../../installation.js";
import { platform } from "../../platform.js";
import { reachedBy } from "../../schema/traverse.js";
import type { TypesToPrint } from "../emitter.js";

// A thread has to load the printers for itself, which takes as long as printing some hundred types.
const fewest = 300;

export class TypePrinter {
  #thread: Worker | undefined;

  /** Lets a thread start, which takes a while, before it is known what it has to print. */
  start(): void {
    if (this.#thread !== undefined || availableParallelism() < 2) return;
    this.#thread = new platform.threads.Worker(threadProgram("generator/emit/types/worker"));
    // Whoever waits for it hears of its faults.
    this.#thread.on("error", () => undefined);
  }

  /** The declarations, in their order. */
  async print(printing: TypesToPrint): Promise<string[]> {
    if (printing.declared.length >= fewest) this.start();
    if (this.#thread !== undefined) return ask(this.#thread, printing);
    const { printTypes } = await import("./printing.js");
    return printTypes(printing);
  }

  /** Ends the thread, if there is one. Nobody has to wait until it is gone. */
  close(): void {
    void this.#thread?.terminate();
  }
}

function ask(thread: Worker, { declared, definitions }: TypesToPrint): Promise<string[]> {
  const names = declared.map(({ definition }) => definition.name);
  const printing: TypesToPrint = { declared, definitions: reachedBy(names, definitions) };
  return new Promise((resolve, reject) => {
    thread.once("message", (printed: string[]) => resolve(printed));
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("the thread that prints types came to an end")));
    thread.postMessage(printing);
  });
}
