/** Runs again after every burst of changes, one run at a time, until it is told to stop. */
import { statSync } from "node:fs";
import { extname, isAbsolute, relative, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** What a run depends on and what it writes: absolute paths. */
export interface Watched {
  /** Folders of schemas, and configuration files. */
  readonly inputs: readonly string[];
  /** Folders whose changes are our own doing. */
  readonly outputs: readonly string[];
}

/** Editors and version control write many files at a time; this long without a change ends a burst. */
const quietMs = 50;

/** How often it is asked whether what is watched is still what it was. */
const lookMs = 500;

/**
 * Calls `run` at once and after each burst of changes; what it returns is watched from then on. A change during a run
 * leads to another run. Ends after the run in progress when `signal` fires.
 */
export async function watch(first: Watched, run: () => Promise<Watched>, signal: AbortSignal): Promise<void> {
  const bell = createBell();
  signal.addEventListener("abort", bell.ring);
  let watched = first;
  let eye = await openEye(watched, bell.ring);
  try {
    while (!signal.aborted) {
      if (!eye.sees(watched)) {
        await eye.close();
        eye = await openEye(watched, bell.ring);
      }
      const rung = bell.next();
      watched = await run();
      // What came while nobody looked there is found by another run, as soon as somebody does.
      if (!eye.sees(watched)) continue;
      if (!signal.aborted) await rung;
      await bell.quiet(quietMs, signal);
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    await eye.close();
  }
}

interface Eye {
  /** Whether it looks at these inputs, and they are still the files and folders that it was opened for. */
  readonly sees: (watched: Watched) => boolean;
  readonly close: () => Promise<void>;
}

/** Looks at inputs, and rings when there is a change. */
async function openEye(watched: Watched, ring: () => void): Promise<Eye> {
  const chokidar = await import("chokidar");
  const { inputs } = watched;
  const identities = inputs.map(identityOf);
  let isLost = false;
  const isSame = (): boolean => !isLost && inputs.every((path, index) => identityOf(path) === identities[index]);
  const watcher = chokidar.watch([...inputs], {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    ignored: (path, stats) => isIgnored(path, stats?.isFile() ?? false, watched),
  });
  watcher.on("all", (event, path) => {
    isLost ||= event.startsWith("unlink") && inputs.includes(path);
    ring();
  });
  // A folder that cannot be watched is one that the next run will complain about.
  watcher.on("error", ring);
  // A folder that is put in the place of another one, as version control does it, says nothing.
  const timer = setInterval(() => isSame() || ring(), lookMs);
  await new Promise<void>((ready) => watcher.once("ready", ready));
  return {
    sees: (other) => isDeepStrictEqual(other, watched) && isSame(),
    close: async () => {
      clearInterval(timer);
      await watcher.close();
    },
  };
}

/** The same as long as a path leads to the same file or folder. */
function identityOf(path: string): string {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return "nothing";
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
