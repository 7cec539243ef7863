/** Temporary files: their names, and the removal of those that dead runs left behind. */
import { join } from "node:path";
import { platform } from "../platform.js";
import { errorCode, type Files, realFiles } from "./files.js";
import { guardOutput } from "./guard.js";

const pattern = /^\.codegen-(\d{1,10})-[0-9a-f]{12}\.tmp$/;
const oldAfterMs = 60_000;
/** How deep in an output they can be. */
const levels = 4;

/** A name that no other run takes. */
export function temporaryName(): string {
  return `.codegen-${process.pid}-${platform.crypto.randomBytes(6).toString("hex")}.tmp`;
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

/** Removes the temporary files of dead runs from one folder; gives the folders in it. */
export async function removeLeftovers(folder: string, files: Files = realFiles): Promise<readonly string[]> {
  const entries = await files.readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const pid = pattern.exec(entry.name)?.[1];
    if (pid === undefined || !entry.isFile()) continue;
    const path = join(folder, entry.name);
    try {
      const { mtimeMs } = await files.lstat(path);
      if (Date.now() - mtimeMs > oldAfterMs || !isAlive(Number(pid))) await files.unlink(path);
    } catch {
      // Another run was faster, or the folder is read-only; neither is a reason not to go on.
    }
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
