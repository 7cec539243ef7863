/** The fast way: is the output what it would be, as far as fingerprints tell? Loads nothing but a hash. */
import { sha256 } from "../digest.js";
import type { Settings } from "../model.js";
import { readPlainFile } from "./disk.js";
import { type Files, realFiles } from "./files.js";
import { guardOutput } from "./guard.js";
import { deadManifests } from "./leftovers.js";
import { comparable, manifestPath, readManifest } from "./ours.js";

/**
 * True if the manifest on the disk was made from the same inputs and every file that it lists has the text that it
 * had then, and no run has died that may have left others. Throws {@link CodegenError} where the output is a place that must not be written to.
 */
export async function isCurrent(
  settings: Pick<Settings, "output">,
  fingerprint: string,
  files: Files = realFiles,
): Promise<boolean> {
  await guardOutput(settings.output, files);
  const manifest = readManifest((await readPlainFile(settings.output, manifestPath, files)) ?? "");
  if (manifest?.inputs !== fingerprint || manifest.files.size === 0) return false;
  for (const [path, hash] of manifest.files) {
    const text = await readPlainFile(settings.output, path, files);
    if (text === undefined || textHash(text) !== hash) return false;
  }
  return (await deadManifests(settings.output, files)).length === 0;
}

/** SHA-256 of a text, line ends and a byte order mark aside. */
export function textHash(text: string): string {
  return sha256(comparable(text));
}
