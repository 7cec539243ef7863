/** The composition: reads as the pipeline, one line a stage. */
import { type Diagnostic, findingOf } from "./diagnostic.js";
import { emitManifest } from "./emit/manifest.js";
import { TypePrinter } from "./emit/types/printer.js";
import { buildId, lastingId } from "./installation.js";
import type { GeneratedFile, Protocol, Settings } from "./model.js";
import { platform } from "./platform.js";
import { type SchemaFile, loadSchemaFiles } from "./schema/load.js";
import { readSources } from "./schema/read.js";
import { Reuse } from "./reuse.js";
import { type Kept, openReuse } from "./write/reuse.js";

/** What the schemas give. */
export interface Generation {
  readonly files: readonly GeneratedFile[];
  readonly protocol: Protocol;
  /** Warnings; with `keepGoing` also the errors of what was left out. */
  readonly found: readonly Diagnostic[];
  /** Names of the kinds that were left out, which only `keepGoing` does. */
  readonly leftOut: readonly string[];
}

/**
 * Schemas to files, in memory; what earlier runs have made is taken over from `reuse`. Throws {@link CodegenError} with
 * everything that is wrong with the schemas.
 */
export async function generateFiles(
  settings: Settings,
  { reuse = new Reuse(""), inputs }: Known = {},
): Promise<Generation> {
  const { sources, hash } = inputs ?? (await fingerprint(settings));
  const printer = new TypePrinter();
  if (reuse.isEmpty && isLarge(sources)) printer.start();
  try {
    const { protocol, found, leftOut } = await readSources(sources, settings);
    const { emit } = await import("./emit/index.js");
    const files = await emit({
      protocol,
      output: settings,
      split: settings.split,
      reuse,
      printTypes: (some) => printer.print(some),
    });
    // Without what was left out the output is not what the schemas ask for, so it is never taken as up to date.
    const manifest = emitManifest(files, { inputs: leftOut.length > 0 ? "incomplete" : hash });
    return { files: [...files, manifest], protocol, found, leftOut };
  } catch (error) {
    throw findingOf(error, { file: settings.schemas });
  } finally {
    printer.close();
  }
}

/** Whether there is likely to be so much to print that it is worth a thread, which starts while the schemas are read. */
function isLarge(sources: readonly SchemaFile[]): boolean {
  return sources.reduce((sum, { text }) => sum + text.length, 0) > 200_000;
}

/** What is known before a generation. */
export interface Known {
  readonly reuse?: Reuse;
  /** The schemas, where they have been read. */
  readonly inputs?: Fingerprint;
}

/** The files of the schemas, and a digest of everything that the output depends on. */
export interface Fingerprint {
  readonly sources: readonly SchemaFile[];
  readonly hash: string;
  /** Whether there is something to say of the schema folder, however current the output is. */
  readonly isOdd: boolean;
}

/** Reads the schemas. Loads none of the libraries that generating needs. */
export async function fingerprint(settings: Settings): Promise<Fingerprint> {
  const sources = await loadSchemaFiles(settings.schemas, settings.limits);
  return { sources, hash: hashOf(sources, settings), isOdd: sources.some(({ skipped }) => skipped === true) };
}

const notBuilt = "not built";

function hashOf(sources: readonly SchemaFile[], settings: Settings): string {
  const { schemas: _schemas, output: _output, channels: _channels, ...rest } = settings;
  const hash = platform.crypto
    .createHash("sha256")
    .update(JSON.stringify([buildId() ?? notBuilt, Object.entries(rest).sort()]));
  for (const { path, text, skipped } of sources) if (skipped !== true) hash.update(JSON.stringify([path, text]));
  return hash.digest("hex");
}

/** Opens what earlier runs have kept for this output; `fresh` leaves it unread. */
export async function reuseFor({ output }: Settings, fresh: "fresh" | "kept"): Promise<Kept> {
  const build = lastingId();
  return openReuse(output, build ?? notBuilt, build === undefined ? "fresh" : fresh);
}
