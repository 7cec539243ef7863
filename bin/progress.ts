/** Shows on a terminal how far a long reading has come. */
import { bytes, duration } from "./figures.js";
import type { Terminal } from "./terminal.js";

export interface Progress {
  readonly show: (read: number, total: number | undefined) => void;
  readonly clear: () => void;
}

const every = 200;

/** Progress for a terminal; undefined where there is none. */
export function createProgress({ status }: Terminal): Progress | undefined {
  if (status === undefined) return undefined;
  const start = performance.now();
  let last = start;
  return {
    show: (read, total) => {
      const now = performance.now();
      if (now - last < every) return;
      last = now;
      status(line({ read, total, seconds: (now - start) / 1000 }));
    },
    clear: () => status(""),
  };
}

interface State {
  readonly read: number;
  readonly total: number | undefined;
  readonly seconds: number;
}

function line({ read, total, seconds }: State): string {
  const rate = read / seconds;
  const speed = `${bytes(rate)}/s`;
  // What is compressed gives more than its size.
  if (total === undefined || read > total) return `${bytes(read)}, ${speed}`;
  const left = rate === 0 ? "" : `, ${duration((total - read) / rate)} left`;
  return `${Math.floor((read / total) * 100)} % of ${bytes(total)}, ${speed}${left}`;
}
