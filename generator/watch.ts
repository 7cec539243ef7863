/** Runs again after every burst of changes, one run at a time, until it is told to stop. */
import { extname, isAbsolute, relative, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** What a run depends on and what it writes: absolute paths. */
export interface Watched {
  /** Folders of schemas, and configuration files. */
  readonly inputs: readonly string[];
  /** Folders whose changes are our own doing. */
  readonly outputs: readonly string[];
}

/** Editors and version control write many files at a time; this long without a change ends a burst. */
const quietMs = 50;

/**
 * Calls `run` at once and after each burst of changes; what it returns is watched from then on. A change during a run
 * leads to another run. Ends after the run in progress when `signal` fires.
 */
export async function watch(first: Watched, run: () => Promise<Watched>, signal: AbortSignal): Promise<void> {
  const chokidar = await import("chokidar");
  const bell = createBell();
  let watched = first;
  const watcher = chokidar.watch([...first.inputs], {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    ignored: (path, stats) => isIgnored(path, stats?.isFile() ?? false, watched),
  });
  watcher.on("all", bell.ring);
  // A folder that cannot be watched is one that the next run will complain about.
  watcher.on("error", bell.ring);
  signal.addEventListener("abort", bell.ring);
  try {
    await new Promise<void>((ready) => watcher.once("ready", ready));
    while (!signal.aborted) {
      const rung = bell.next();
      const next = await run();
      watcher.unwatch(watched.inputs.filter((path) => !next.inputs.includes(path)));
      watcher.add(next.inputs.filter((path) => !watched.inputs.includes(path)));
      watched = next;
      if (!signal.aborted) await rung;
      await bell.quiet(quietMs, signal);
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    await watcher.close();
  }
}

function isIgnored(path: string, isFile: boolean, { inputs, outputs }: Watched): boolean {
  if (inputs.includes(path)) return false;
  if (outputs.some((folder) => isWithin(folder, path))) return true;
  return isFile && extname(path) !== ".json";
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

interface Bell {
  readonly ring: () => void;
  /** The first ring from now on. */
  readonly next: () => Promise<void>;
  /** Waits until it has not rung for a while. */
  readonly quiet: (ms: number, signal: AbortSignal) => Promise<void>;
}

function createBell(): Bell {
  let count = 0;
  let answer = (): void => undefined;
  return {
    ring: () => {
      count += 1;
      answer();
    },
    next: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    quiet: async (ms, signal) => {
      for (let seen = -1; seen !== count && !signal.aborted;) {
        seen = count;
        await delay(ms, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
