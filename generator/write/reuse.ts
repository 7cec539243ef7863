/** Where results are kept for the next run: with other tools' caches, in the nearest `node_modules`; or nowhere. */
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256 } from "../digest.js";
import { Reuse } from "../reuse.js";
import { textOf } from "./files.js";
import { removeLeftovers, temporaryName } from "./leftovers.js";

/** Results of earlier runs for one output folder. */
export interface Kept {
  readonly reuse: Reuse;
  /** Keeps the results of this run. Where that cannot be done the next run takes longer, and nothing else happens. */
  readonly save: () => Promise<void>;
}

/** Opens what was kept for an output folder by the generator `build`; `fresh` leaves it unread. */
export async function openReuse(output: string, build: string, fresh: "fresh" | "kept"): Promise<Kept> {
  const file = await cacheFile(dirname(output), `${sha256(output).slice(0, 16)}.json`);
  const old = file === undefined || fresh === "fresh" ? undefined : await readFile(file).catch(() => undefined);
  const reuse = new Reuse(build, old && textOf(old));
  return {
    reuse,
    save: async () => {
      const { text } = reuse;
      if (file !== undefined && text !== undefined) await replaceCached(file, text).catch(() => undefined);
    },
  };
}

/** Where something is kept that is made for a folder; undefined where there is no place for it. */
export async function cacheFile(from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const info = await stat(modules).catch(() => undefined);
    if (info?.isDirectory() === true) return join(modules, ".cache", "frame-codegen", name);
    if (dirname(folder) === folder) return undefined;
  }
}

/** Puts a file in the place of what was kept under its name. Throws where that cannot be done. */
export async function replaceCached(file: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, temporaryName());
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
