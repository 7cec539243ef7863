/**
 * What is made of schemas before the first frame is judged. That takes longer than a small log, so it is kept for the next
 * run, which takes it over for exactly the same schemas and settings from exactly the same program: no report depends on it.
 */
import { readFile } from "node:fs/promises";
import type { Diagnostic } from "../diagnostic.js";
import { lastingId } from "../installation.js";
import type { Protocol, Settings } from "../model.js";
import { platform } from "../platform.js";
import { loadSchemaFiles } from "../schema/load.js";
import { readSources } from "../schema/read.js";
import { cacheFile, replaceCached } from "../write/reuse.js";
import { hashOf } from "./scanner/hash.js";
import { type Made, nothingMade, sizeOf } from "./made.js";

export interface Prepared {
  readonly protocol: Protocol;
  /** Warnings about the schemas. */
  readonly found: readonly Diagnostic[];
  readonly made: Made;
}

/** What there is, and whatever is made until it is saved. */
export interface Preparation extends Prepared {
  /** Where it cannot be kept the next run takes longer, and nothing else happens. */
  readonly save: () => Promise<void>;
}

/** Protocols that a folder of caches has room for: schemas that are gone leave nothing for ever. */
const mostKept = 16;

/**
 * Reads the schemas that the settings name; what was made of them is kept in `folder` or above it, which is never that of the
 * schemas: code is among it, and they may be somebody else's. Throws CodegenError with everything that is wrong with them.
 */
export async function prepare(settings: Settings, folder?: string): Promise<Preparation> {
  const sources = await loadSchemaFiles(settings.schemas, settings.limits);
  const build = lastingId();
  const from = JSON.stringify([build, settings, sources]);
  const name = `validate-${hashOf(Buffer.from(settings.schemas)) % mostKept}.bin`;
  const file = build === undefined || folder === undefined ? undefined : await cacheFile(folder, name);
  const kept = file === undefined ? undefined : await read(file, from);
  const { protocol, found, made } = kept ?? { ...(await readSources(sources, settings)), made: nothingMade() };
  const before = kept === undefined ? -1 : sizeOf(made);
  const save = async (): Promise<void> => {
    if (file === undefined || sizeOf(made) === before) return;
    const content = platform.v8.serialize({ from, protocol, found, ...made });
    await replaceCached(file, content).catch(() => undefined);
  };
  return { protocol, found, made, save };
}

/** What a file holds, if it was made from these; a damaged one holds nothing. */
async function read(file: string, from: string): Promise<Prepared | undefined> {
  try {
    const kept = platform.v8.deserialize(await readFile(file)) as Omit<Prepared, "made"> &
      Made & { readonly from: string };
    if (kept.from !== from) return undefined;
    const { protocol, found, tables, units, members } = kept;
    return { protocol, found, made: { tables, units, members } };
  } catch {
    return undefined;
  }
}
