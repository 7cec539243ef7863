/** Single files that are there as a whole or not at all: written under a temporary name, flushed, put in their place. */
import { dirname, join } from "node:path";
import { errorCode, type Files, realFiles } from "./files.js";
import { temporaryName } from "./leftovers.js";

/** Puts a text in the place of a file, or where there is none. Throws what the disk says, with nothing changed. */
export async function replaceFile(path: string, text: string, files: Files = realFiles): Promise<void> {
  await throughTemporary(path, { text, files }, (temporary) => files.rename(temporary, path));
}

/** Writes a file that is not there yet; false, with nothing changed, where something is. */
export async function createFile(path: string, text: string, files: Files = realFiles): Promise<boolean> {
  try {
    await throughTemporary(path, { text, files }, (temporary) => linkOrWrite(temporary, path, { text, files }));
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Writes and flushes a file that is not there yet. */
export async function writeNew(path: string, text: string, files: Files): Promise<void> {
  const file = await files.open(path, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  // Some disks say only here that they are full.
  await file.close();
}

interface Content {
  readonly text: string;
  readonly files: Files;
}

async function throughTemporary(
  path: string,
  { text, files }: Content,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    await writeNew(temporary, text, files);
    await place(temporary);
  } finally {
    await files.unlink(temporary).catch(() => undefined);
  }
}

/** A second name for the whole file, which never takes the place of another one. Some disks know no second names. */
async function linkOrWrite(temporary: string, path: string, { text, files }: Content): Promise<void> {
  try {
    await files.link(temporary, path);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(errorCode(error) ?? "")) throw error;
    await writeNew(path, text, files);
  }
}
