/** The only code that writes generated files: all of them under temporary names first, then all renamed. */
import { dirname, join } from "node:path";
import { CodegenError, type Diagnostic, errorAt } from "../diagnostic.js";
import { errorCode, type Files, realFiles, reasonOf } from "./files.js";
import { guardFile, guardOutput } from "./guard.js";
import { removeLeftovers, temporaryName } from "./leftovers.js";
import { manifestPath } from "./ours.js";
import { type Applied, drift, type Step } from "./plan.js";
import { writeNew } from "./whole.js";

/** How plans are applied; everything has its default. */
export interface ApplyOptions {
  readonly files?: Files;
  /** Stops before the first rename; what was begun is cleared away. */
  readonly signal?: AbortSignal | undefined;
}

interface Written {
  readonly path: string;
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
  const pending: Written[] = [];
  try {
    await makeFolders(folders, files);
    for (const { path, wanted = "" } of changed) {
      signal?.throwIfAborted();
      const target = await guardFile(output, path, files);
      const temporary = join(dirname(target), temporaryName(path === manifestPath ? ".manifest.tmp" : ".tmp"));
      pending.push({ path, temporary, target });
      await trying(target, () => writeNew(temporary, wanted, files));
    }
    signal?.throwIfAborted();
    await renameWhile(pending, ({ path }) => path !== manifestPath, files);
    // The old manifest is what knows of the orphans: it has to stand until they are gone.
    await removeAll(output, orphans, files);
    await syncFolders(folders, files);
    await renameWhile(pending, () => true, files);
  } finally {
    for (const { temporary } of pending) await files.unlink(temporary).catch(() => undefined);
  }
  await syncFolders(folders, files);
  const unchanged = steps.length - changed.length - orphans.length;
  return { written: changed.length, removed: orphans.length, unchanged };
}

async function makeFolders(folders: readonly string[], files: Files): Promise<void> {
  for (const folder of folders) {
    await trying(folder, () => files.mkdir(folder, { recursive: true }));
    await removeLeftovers(folder, files);
  }
}

/** Renames from the front, which takes each out of `pending`, up to the first that is not meant yet. */
async function renameWhile(pending: Written[], meant: (file: Written) => boolean, files: Files): Promise<void> {
  for (let next = pending[0]; next !== undefined && meant(next); next = pending[0]) {
    const { temporary, target } = next;
    await trying(target, () => files.rename(temporary, target));
    pending.shift();
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
