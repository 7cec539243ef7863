/** Temporary files: their names, and what becomes of those that dead runs left behind. */
import { basename, join } from "node:path";
import { platform } from "../platform.js";
import { type Entry, errorCode, type Files, realFiles } from "./files.js";
import { guardOutput } from "./guard.js";
import { isStagedManifest } from "./ours.js";

const pattern = /^\.codegen-(\d{1,10})-[0-9a-f]{12}(?:\.manifest)?\.tmp$/;
const oldAfterMs = 60_000;
/** How deep in an output they can be. */
const levels = 4;

/** A name that no other run takes. */
export function temporaryName(end: ".tmp" | ".manifest.tmp" = ".tmp"): string {
  return `.codegen-${process.pid}-${platform.crypto.randomBytes(6).toString("hex")}${end}`;
}

/**
 * Names of the staged manifests of dead runs. Such a run may have put files in their places that the manifest does not
 * list, so these are read before they are removed.
 */
export async function deadManifests(output: string, files: Files): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(output, files)) {
    if (entry.isFile() && isStagedManifest(entry.name) && (await isDead(join(output, entry.name), files))) {
      names.push(entry.name);
    }
  }
  return names.sort();
}

/**
 * Removes the temporary files of dead runs from an output folder and the folders in it; no link is followed. What cannot
 * be removed is left to the next run. Throws {@link CodegenError} where the output is a place that must not be changed.
 */
export async function clearOutput(output: string, files: Files = realFiles): Promise<void> {
  await guardOutput(output, files);
  let folders = [output];
  for (let level = 0; level < levels && folders.length > 0; level += 1) {
    const inside: string[] = [];
    for (const folder of folders) inside.push(...(await removeLeftovers(folder, files)));
    folders = inside;
  }
}

/** Removes the temporary files of dead runs, but for manifests, from one folder; gives the folders in it. */
export async function removeLeftovers(folder: string, files: Files = realFiles): Promise<readonly string[]> {
  const entries = await entriesOf(folder, files);
  for (const entry of entries) {
    if (!entry.isFile() || isStagedManifest(entry.name)) continue;
    const path = join(folder, entry.name);
    // What fails: another run was faster, or the folder is read-only; neither is a reason not to go on.
    if (await isDead(path, files)) await files.unlink(path).catch(() => undefined);
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

async function entriesOf(folder: string, files: Files): Promise<readonly Entry[]> {
  return files.readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** Whether a file is a temporary one of a run that has ended. */
async function isDead(path: string, files: Files): Promise<boolean> {
  const pid = pattern.exec(basename(path))?.[1];
  if (pid === undefined) return false;
  const info = await files.lstat(path).catch(() => undefined);
  return info !== undefined && (Date.now() - info.mtimeMs > oldAfterMs || !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
