/** Emits `manifest.json`: which files are ours, and what they were made from. */
import { sha256 } from "../digest.js";
import type { GeneratedFile } from "../model.js";

/** Name of the manifest in the output folder. */
export const manifestName = "manifest.json";

/** The manifest of these files, of which it is the last. `inputs` is the fingerprint of all that they depend on. */
export function emitManifest(files: readonly GeneratedFile[], about: { inputs: string }): GeneratedFile {
  const hashes = files.map(({ path, text }) => [path, sha256(text)] as const);
  const sorted = hashes.sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest = { generator: "frame-codegen", ...about, files: Object.fromEntries(sorted) };
  return { path: manifestName, text: `${JSON.stringify(manifest, null, 2)}\n` };
}
