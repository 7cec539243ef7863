/** Places that are never written to, whatever the configuration says. */
import { basename, dirname, join, resolve, sep } from "node:path";
import { CodegenError, errorAt } from "../diagnostic.js";
import { errorCode, type Files, lookAt, reasonOf } from "./files.js";
import { isPlainPath, isStagedManifest } from "./ours.js";

/** Throws unless `output` is a folder, or a place for one, that the generator may write to. */
export async function guardOutput(output: string, files: Files): Promise<void> {
  const info = await look(output, files);
  if (info?.isSymbolicLink()) throw refused(output, "it is a symbolic link");
  if (info !== undefined && !info.isDirectory()) throw refused(output, "a file is in the place of the folder");
  for (const path of [output, await realPlace(output, files)]) {
    const taboo = path.split(sep).find((name) => ["node_modules", ".git"].includes(name.toLowerCase()));
    if (taboo !== undefined) throw refused(output, `it is inside of ${taboo}`);
  }
}

/** Absolute path of a file of the output. Throws if the path is unfit, or if a symlink or a folder is in its place. */
export async function guardFile(output: string, path: string, files: Files): Promise<string> {
  if (!isPlainPath(path) && !isStagedManifest(path)) throw refused(path, "it is not a plain relative path");
  const full = resolve(output, path);
  for (let folder = dirname(full); folder !== resolve(output); folder = dirname(folder)) {
    const info = await look(folder, files);
    if (info?.isSymbolicLink()) throw refused(folder, "it is a symbolic link");
    if (info !== undefined && !info.isDirectory()) throw refused(folder, "a file is in the place of a folder");
  }
  const info = await look(full, files);
  if (info?.isSymbolicLink()) throw refused(full, "it is a symbolic link");
  if (info !== undefined && !info.isFile()) throw refused(full, "it is not a regular file");
  return full;
}

/** The real path that `path` has or would get: that of its nearest existing folder, and the rest as it is. */
async function realPlace(path: string, files: Files): Promise<string> {
  try {
    return await files.realpath(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOTDIR") throw refused(path, "a file is in the place of a folder above it");
    if (code !== "ENOENT") throw refused(path, reasonOf(error));
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent, files), basename(path));
  }
}

async function look(path: string, files: Files): ReturnType<typeof lookAt> {
  try {
    return await lookAt(path, files);
  } catch (error) {
    // Not the same as a place that is refused: nobody knows what is there.
    throw new CodegenError([errorAt("output/unreadable", { file: path }, { path, reason: reasonOf(error) })]);
  }
}

/** Whether an error says that a place is unfit, and not that the disk could not tell what it is. */
export function isRefusal(error: unknown): boolean {
  return error instanceof CodegenError && error.diagnostics.some(({ code }) => code === "output/refused");
}

function refused(path: string, reason: string): CodegenError {
  return new CodegenError([errorAt("output/refused", { file: path }, { path, reason })]);
}
