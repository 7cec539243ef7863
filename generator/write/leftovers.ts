/** Temporary files: their names, and the removal of those that dead runs left behind. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { errorCode, type Files, realFiles } from "./files.js";

const pattern = /^\.codegen-(\d{1,10})-[0-9a-f]{12}\.tmp$/;
const oldAfterMs = 60_000;

/** A name that no other run takes. */
export function temporaryName(): string {
  return `.codegen-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
}

/** Removes the temporary files of dead runs from a folder. What cannot be removed is left to the next run. */
export async function removeLeftovers(folder: string, files: Files = realFiles): Promise<void> {
  const names = await files.readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = pattern.exec(name)?.[1];
    if (pid === undefined) continue;
    const path = join(folder, name);
    try {
      const info = await files.lstat(path);
      const old = Date.now() - info.mtimeMs > oldAfterMs;
      if (info.isFile() && (old || !isAlive(Number(pid)))) await files.unlink(path);
    } catch {
      // Another run was faster, or the folder is read-only; neither is a reason not to go on.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
