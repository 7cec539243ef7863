/** Where results are kept for the next run: with other tools' caches, in the nearest `node_modules`; or nowhere. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
  const folder = await cacheFile(dirname(output), sha256(output).slice(0, 16));
  const reuse = new Reuse(build, folder === undefined || fresh === "fresh" ? undefined : textsIn(folder));
  return {
    reuse,
    save: async () => {
      if (folder !== undefined) await keep(folder, reuse.news).catch(() => undefined);
    },
  };
}

const extension = ".json";

/** What is kept there, by its sort; nothing of what cannot be read. */
function textsIn(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  try {
    for (const name of readdirSync(folder)) {
      if (name.endsWith(extension)) texts.set(basename(name, extension), textOf(readFileSync(join(folder, name))));
    }
  } catch {
    // There may be none yet, and what is damaged is made again.
  }
  return texts;
}

async function keep(folder: string, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [sort, text] of texts) await replaceCached(join(folder, sort + extension), text);
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
