/** From a working directory and a command line to checked settings. */
import { dirname, resolve } from "node:path";
import type { Settings } from "../model.js";
import { CodegenError, type Diagnostic, errorAt, stopOnErrors, type Where } from "../diagnostic.js";
import { inWords, type Layer, settle, unknownKeys } from "./check.js";
import { configsAbove, configsIn, findConfig } from "./find.js";
import { checkFolders } from "./folders.js";
import { type KeyName, keys } from "./keys.js";
import { type RawConfig, readConfig } from "./read.js";

export { configsAbove, configsIn };

/** What is asked for: where, and what the command line says. */
export interface ConfigRequest {
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** The configuration file to use, from `cwd`; undefined: the nearest one upward, if there is one. */
  readonly config?: string | undefined;
  /** Values of the command line, not yet checked; they win over the file's. */
  readonly overrides?: { readonly [K in KeyName]?: unknown };
}

/** The checked configuration. */
export interface Configuration {
  /** The file that it was read from, where there is one. */
  readonly file?: string;
  readonly settings: readonly Settings[];
}

/** Finds, reads and checks the configuration. Throws {@link CodegenError} with everything that is wrong in it. */
export async function configure(request: ConfigRequest): Promise<Configuration> {
  const { cwd, config, overrides = {} } = request;
  const commandLine: Layer = { values: overrides, base: cwd, label: (key) => keys[key].option, where: () => ({}) };
  const file = config === undefined ? await findConfig(cwd) : resolve(cwd, config);
  const found: Diagnostic[] = [];
  const settings: Settings[] = [];
  const layers = file === undefined ? [undefined] : fileLayers(await readConfig(file), found);
  const defaultBase = file === undefined ? cwd : dirname(file);
  for (const layer of layers) {
    const settled = settle(layer === undefined ? [commandLine] : [commandLine, layer], defaultBase, found);
    if (settled !== undefined) settings.push(settled);
  }
  found.push(...checkFolders(settings, file));
  stopOnErrors(dropDoubles(found));
  return file === undefined ? { settings } : { file, settings };
}

/** What is wrong with a configuration that nobody has written yet. */
export function checkEntry(entry: object, base: string): Diagnostic[] {
  return settleEntry(entry, base, (key) => keys[key].option).found;
}

/** Settings from the keys of a configuration, without a file. Throws {@link CodegenError}. */
export function settingsOf(entry: object, base: string): Settings {
  const { settled, found } = settleEntry(entry, base, (key) => key);
  stopOnErrors(found);
  if (settled === undefined) throw new CodegenError(found);
  return settled;
}

function settleEntry(
  entry: object,
  base: string,
  label: Layer["label"],
): { settled: Settings | undefined; found: Diagnostic[] } {
  const found = unknownKeys(entry, () => ({}));
  const settled = settle([{ values: { ...entry }, base, label, where: () => ({}) }], base, found);
  if (settled !== undefined) found.push(...checkFolders([settled], undefined));
  return { settled, found };
}

/** One layer for each protocol of the file. */
function fileLayers({ file, value, pointer }: RawConfig, found: Diagnostic[]): Layer[] {
  if (!Array.isArray(value)) return [entryLayer({ file, value, pointer }, found)];
  const entries: readonly unknown[] = value;
  if (entries.length === 0) throw new CodegenError([badConfig({ file, pointer }, entries)]);
  return entries.map((entry, index) => entryLayer({ file, value: entry, pointer: `${pointer}/${index}` }, found));
}

function entryLayer({ file, value, pointer }: RawConfig, found: Diagnostic[]): Layer {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CodegenError([badConfig({ file, pointer }, value)]);
  }
  const where = (key: string): Where => ({
    file,
    pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  });
  found.push(...unknownKeys(value, where));
  return { values: { ...value }, base: dirname(file), label: (key) => key, where };
}

function badConfig(where: Where, value: unknown): Diagnostic {
  const args = { key: "configuration", expected: "an object or a list of objects", got: inWords(value) };
  return errorAt("config/bad-value", where, args);
}

/** A bad option of the command line is found once for each entry of a list: said once is enough. */
function dropDoubles(found: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    const text = JSON.stringify(one);
    return !seen.has(text) && seen.add(text);
  });
}
