/** Reads from the disk what the plan needs. */
import { join } from "node:path";
import type { GeneratedFile } from "../model.js";
import { CodegenError, errorAt } from "../diagnostic.js";
import { isUtf8Of } from "../digest.js";
import { errorCode, type Files, lookAt, realFiles, reasonOf, textOf } from "./files.js";
import { guardFile, guardOutput, isRefusal } from "./guard.js";
import { deadManifests } from "./leftovers.js";
import { manifestPath, readManifest } from "./ours.js";
import type { OnDisk } from "./plan.js";

/** The output folder as it is. Throws {@link CodegenError} where it is a place that must not be written to. */
export async function readDisk(
  output: string,
  wanted: readonly GeneratedFile[],
  files: Files = realFiles,
): Promise<OnDisk> {
  await guardOutput(output, files);
  const texts = new Map<string, string>();
  for (const { path, text: same } of wanted) {
    const text = await readIfThere(await guardFile(output, path, files), { files, same });
    if (text !== undefined) texts.set(path, text);
  }
  const manifest = texts.get(manifestPath) ?? (await readPlainFile(output, manifestPath, files));
  await readListed(manifest, { output, texts, files });
  const staged: [string, string][] = [];
  for (const name of await deadManifests(output, files)) {
    const text = await readPlainFile(output, name, files);
    await readListed(text, { output, texts, files });
    if (text !== undefined) staged.push([name, text]);
  }
  // They come last, because they are what knows of the others as long as these are there.
  return { texts: new Map([...texts, ...staged]) };
}

interface Reading {
  readonly output: string;
  readonly texts: Map<string, string>;
  readonly files: Files;
}

/** Reads what a manifest lists and has not been read yet. */
async function readListed(manifest: string | undefined, { output, texts, files }: Reading): Promise<void> {
  for (const path of readManifest(manifest ?? "")?.files.keys() ?? []) {
    const text = texts.has(path) ? undefined : await readPlainFile(output, path, files);
    if (text !== undefined) texts.set(path, text);
  }
}

/** The text of a file that nobody asked for: whatever is odd about it makes it somebody else's. */
export async function readPlainFile(output: string, path: string, files: Files): Promise<string | undefined> {
  let full: string;
  try {
    full = await guardFile(output, path, files);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
  return readIfThere(full, { files });
}

/** The text of a file; `same` is what it most likely is, and need not be made of the bytes again. */
async function readIfThere(
  path: string,
  { files, same }: { files: Files; same?: string },
): Promise<string | undefined> {
  try {
    if ((await lookAt(path, files)) === undefined) return undefined;
    const bytes = await files.readFile(path);
    return same !== undefined && isUtf8Of(same, bytes) ? same : textOf(bytes);
  } catch (error) {
    // Another run can remove it between the two calls.
    if (errorCode(error) === "ENOENT") return undefined;
    throw new CodegenError([errorAt("output/unreadable", { file: path }, { path, reason: reasonOf(error) })]);
  }
}

/** Absolute path of a file of the output. */
export function placeOf(output: string): (path: string) => string {
  return (path) => join(output, path);
}
