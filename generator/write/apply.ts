/** The only code that writes generated files: all of them under temporary names first, then all renamed. */
import { dirname, join } from "node:path";
import { CodegenError, type Diagnostic, errorAt } from "../diagnostic.js";
import { errorCode, type Files, realFiles, reasonOf } from "./files.js";
import { guardFile, guardOutput } from "./guard.js";
import { removeLeftovers, temporaryName, whileStaged } from "./leftovers.js";
import { manifestPath } from "./ours.js";
import { drift, type Step } from "./plan.js";
import { writeNew } from "./whole.js";

/** How plans are applied; everything has its default. */
export interface ApplyOptions {
  readonly files?: Files;
  /** Stops before the first rename; what was begun is cleared away. */
  readonly signal?: AbortSignal | undefined;
}

/** What was done. */
export interface Applied {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

interface Written {
  readonly path: string;
  /** Whether nothing is in its place. */
  readonly isNew: boolean;
  readonly temporary: string;
  readonly target: string;
}

/** Makes the disk what the plan wants. Throws {@link CodegenError}, with nothing changed, if a file is not ours. */
export async function apply(output: string, steps: readonly Step[], options: ApplyOptions = {}): Promise<Applied> {
  const { files = realFiles, signal } = options;
  const foreign = steps.filter(({ state }) => state === "not-ours");
  if (foreign.length > 0) throw new CodegenError(drift(foreign, (path) => join(output, path)));
  const changed = steps.filter(({ state }) => state === "stale" || state === "missing");
  const orphans = steps.filter(({ state }) => state === "orphan");
  await guardOutput(output, files);
  const folders = [...new Set([...changed, ...orphans].map(({ path }) => dirname(join(output, path))))];
  await makeFolders(folders, files);
  await whileStaged(async (manifest) => {
    const run: Run = { pending: [], placed: [], files };
    try {
      for (const step of changed) {
        signal?.throwIfAborted();
        await stage(output, step, { manifest, run });
      }
      signal?.throwIfAborted();
      await renameWhile(({ path }) => path !== manifestPath, run);
      // The old manifest is what knows of the orphans: it has to stand until they are gone.
      await removeAll(output, orphans, files);
      await syncFolders(folders, files);
      await renameWhile(() => true, run);
    } finally {
      await clear(run);
    }
  });
  await syncFolders(folders, files);
  const unchanged = steps.length - changed.length - orphans.length;
  return { written: changed.length, removed: orphans.length, unchanged };
}

interface Run {
  /** Files that wait under their temporary names, the manifest last. */
  readonly pending: Written[];
  readonly placed: Written[];
  readonly files: Files;
}

interface Staging {
  /** Name under which the manifest waits. */
  readonly manifest: string;
  readonly run: Run;
}

async function stage(
  output: string,
  { path, state, wanted = "" }: Step,
  { manifest, run: { pending, files } }: Staging,
): Promise<void> {
  const target = await guardFile(output, path, files);
  const temporary = join(dirname(target), path === manifestPath ? manifest : temporaryName());
  pending.push({ path, isNew: state === "missing", temporary, target });
  await trying(target, () => writeNew(temporary, wanted, files));
}

/** Removes what was not put in its place, but for a manifest that is the only one to know of a new file. */
async function clear({ pending, placed, files }: Run): Promise<void> {
  const isNeeded = placed.some(({ isNew }) => isNew);
  for (const { path, temporary } of pending) {
    if (path !== manifestPath || !isNeeded) await files.unlink(temporary).catch(() => undefined);
  }
}

async function makeFolders(folders: readonly string[], files: Files): Promise<void> {
  for (const folder of folders) {
    await trying(folder, () => files.mkdir(folder, { recursive: true }));
    await removeLeftovers(folder, files);
  }
}

/** Puts in their places what waits, from the front up to the first that is not meant yet. */
async function renameWhile(meant: (file: Written) => boolean, { pending, placed, files }: Run): Promise<void> {
  for (let next = pending[0]; next !== undefined && meant(next); next = pending[0]) {
    const { temporary, target } = next;
    await trying(target, () => files.rename(temporary, target));
    pending.shift();
    placed.push(next);
  }
}

async function removeAll(output: string, orphans: readonly Step[], files: Files): Promise<void> {
  for (const { path } of orphans) {
    const full = await guardFile(output, path, files);
    await trying(full, async () => {
      try {
        await files.unlink(full);
      } catch (error) {
        if (errorCode(error) !== "ENOENT") throw error;
      }
    });
  }
}

/** Makes renames and removals last through a power cut. */
async function syncFolders(folders: readonly string[], files: Files): Promise<void> {
  for (const folder of folders) await trying(folder, () => syncFolder(folder, files));
}

/** Some systems cannot flush a folder; that is no failure. */
async function syncFolder(folder: string, files: Files): Promise<void> {
  try {
    const handle = await files.open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"].includes(errorCode(error) ?? "")) throw error;
  }
}

async function trying(path: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new CodegenError([failure(path, error)]);
  }
}

function failure(path: string, error: unknown): Diagnostic {
  return errorAt("output/write-failed", { file: path }, { path, reason: reasonOf(error) });
}
