/** Modules for `node --import` that come between a log and whoever reads it. */

/**
 * Runs code before and after each piece of a log is read, in each thread: it may make use of `fs`, of `isMainThread`, of
 * `sleep(milliseconds)`, and of `reads`, how many pieces this thread has read before.
 */
export function aroundReads({
  before = "",
  after = "",
}: {
  readonly before?: string;
  readonly after?: string;
}): string {
  const code = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    import { isMainThread } from "node:worker_threads";
    const clock = new Int32Array(new SharedArrayBuffer(4));
    const sleep = (milliseconds) => void Atomics.wait(clock, 0, 0, milliseconds);
    const { readSync } = fs;
    let reads = 0;
    fs.readSync = (...args) => {
      // Whole files are read without a position.
      if (typeof args[4] !== "number") return readSync(...args);
      ${before};
      const count = readSync(...args);
      reads++;
      ${after};
      return count;
    };
    syncBuiltinESMExports();`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
