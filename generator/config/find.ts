/** Where a configuration is: looked for from a folder upward, the nearest one wins. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CodegenError, errorAt } from "../diagnostic.js";

/** Names of files that are configurations as a whole. */
const wholeFiles = ["codegen.config.json", "codegen.config.js"] as const;

/** The nearest configuration file, or undefined. A package.json counts if it has the key `codegen`. */
export async function findConfig(from: string): Promise<string | undefined> {
  const found = await configsAbove(from);
  if (found.length > 1) {
    throw new CodegenError([
      errorAt("config/ambiguous", { file: found[0] ?? from }, { names: found.map((file) => basename(file)) }),
    ]);
  }
  return found[0];
}

/** Every configuration of the nearest folder that has any. */
export async function configsAbove(from: string): Promise<string[]> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await configsIn(folder);
    if (found.length > 0 || dirname(folder) === folder) return found;
  }
}

/** Every configuration of one folder. */
export async function configsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of wholeFiles) if (await isFile(join(folder, name))) found.push(join(folder, name));
  const manifest = join(folder, "package.json");
  if (await hasCodegenKey(manifest)) found.push(manifest);
  return found;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function hasCodegenKey(manifest: string): Promise<boolean> {
  try {
    const text = await readFile(manifest, "utf8");
    // Most have no such key, and a broken package.json of somebody else is none of our business.
    if (!text.includes('"codegen"')) return false;
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && Object.hasOwn(value, "codegen");
  } catch {
    return false;
  }
}
