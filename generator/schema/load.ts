/** Schema files to texts: everything below the root is read here, once, and nothing outside of it ever is. */
import { type Dirent, readFileSync, statSync } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Limits } from "../model.js";
import { type Diagnostic, CodegenError, errorAt } from "../diagnostic.js";
import { tooMany } from "./widths.js";

/** A schema file as it was read. */
export interface SchemaFile {
  /** Absolute path. */
  readonly file: string;
  /** Path below the root, with `/`. */
  readonly path: string;
  /** Its text, without byte order mark, line ends as `\n`. */
  readonly text: string;
  /** Its name ends in `.JSON` or the like: it is not read, which somebody may not have meant. */
  readonly skipped?: true;
}

/** Reads every `.json` file below `root` (or the one file that `root` names), sorted by path. Throws CodegenError. */
export async function loadSchemaFiles(root: string, limits: Limits): Promise<SchemaFile[]> {
  const info = await stat(root).catch(() => undefined);
  if (info === undefined) throw new CodegenError([errorAt("schema/no-folder", { file: root }, { folder: root })]);
  const [folder, whole] = await realPlaces(info.isDirectory() ? root : dirname(root), root);
  const found: Diagnostic[] = [];
  const skipped: string[] = [];
  const paths = info.isDirectory() ? await listFiles(folder, { found, skipped }) : [join(folder, basename(whole))];
  if (paths.length > limits.files) {
    throw tooMany("schema files", { where: { file: root }, count: paths.length, limits, key: "files" });
  }
  const pathOf = (file: string): string => relative(folder, file).split(sep).join("/");
  const shown = (file: string): string => (info.isDirectory() ? join(root, relative(folder, file)) : root);
  const read = readAll(root, paths, limits);
  const files: SchemaFile[] = [];
  for (const [i, file] of paths.entries()) {
    const got = read[i];
    if (typeof got === "string") {
      files.push({ file: shown(file), path: pathOf(file), text: got });
    } else if (got !== undefined) {
      found.push(got);
    }
  }
  if (found.length > 0) throw new CodegenError(found);
  if (files.length === 0) throw new CodegenError([errorAt("schema/no-files", { file: root }, { folder: root })]);
  for (const file of skipped) files.push({ file: shown(file), path: pathOf(file), text: "", skipped: true });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files that would be read; none where there is nothing to read. */
export async function schemaPaths(root: string): Promise<readonly string[]> {
  const info = await stat(root).catch(() => undefined);
  if (info === undefined) return [];
  return info.isDirectory() ? listFiles(root, { found: [], skipped: [] }) : [root];
}

async function realPlaces(...paths: readonly [string, string]): Promise<readonly [string, string]> {
  try {
    return [await realpath(paths[0]), await realpath(paths[1])];
  } catch (error) {
    throw new CodegenError([unreadable(paths[1], error)]);
  }
}

/** What is found beside the files that are read. */
interface Beside {
  readonly found: Diagnostic[];
  readonly skipped: string[];
}

/** Regular files only. A link that stays inside names a file that is found by itself; one that leads out is refused. */
async function listFiles(folder: string, { found, skipped }: Beside): Promise<string[]> {
  const files: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of await entriesOf(at, found)) {
      const file = join(at, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory()) open.push(file);
      else if (entry.isFile() && entry.name.endsWith(".json")) files.push(file);
      else if (entry.isFile() && /\.json$/i.test(entry.name)) skipped.push(file);
      else if (entry.isSymbolicLink()) found.push(...(await faultOfLink(file, folder)));
    }
  }
  return files;
}

async function entriesOf(folder: string, found: Diagnostic[]): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    found.push(unreadable(folder, error));
    return [];
  }
}

async function faultOfLink(link: string, folder: string): Promise<Diagnostic[]> {
  const path = relative(folder, link);
  const target = await realpath(link).catch(() => undefined);
  if (target === undefined)
    return link.endsWith(".json") ? [errorAt("schema/dead-link", { file: link }, { path })] : [];
  if (target === folder || target.startsWith(folder + sep)) return [];
  const info = await lstat(target).catch(() => undefined);
  const isOurs = link.endsWith(".json") || info === undefined || info.isDirectory();
  return isOurs ? [errorAt("schema/link-outside", { file: link }, { path })] : [];
}

/** The texts of the files, or what is wrong with each. Throws CodegenError where they are too large together. */
function readAll(root: string, paths: readonly string[], limits: Limits): (string | Diagnostic)[] {
  let total = 0;
  return paths.map((file) => {
    const read = readSchemaFile(file, limits, (size) => {
      total += size;
      return total <= limits.totalSize;
    });
    if (read !== undefined) return read;
    const where = { file: root };
    throw new CodegenError([errorAt("schema/too-large-together", where, { size: total, limit: limits.totalSize })]);
  });
}

/**
 * A text, or what is wrong; undefined where the file is not wanted. Files are small, and take a third of the time when they
 * are read one after the other.
 */
function readSchemaFile(
  file: string,
  { fileSize }: Limits,
  isWanted: (size: number) => boolean,
): string | Diagnostic | undefined {
  try {
    const { size } = statSync(file);
    if (size > fileSize) return errorAt("schema/too-large", { file }, { size, limit: fileSize });
    return isWanted(size) ? textOf(file, readFileSync(file)) : undefined;
  } catch (error) {
    return unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Diagnostic {
  return errorAt("schema/unreadable", { file }, { reason: error instanceof Error ? error.message : String(error) });
}

const strict = new TextDecoder("utf-8", { fatal: true });

function textOf(file: string, bytes: Buffer): string | Diagnostic {
  const start = { file, line: 1, column: 1 };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return errorAt("schema/not-utf8", start, { reason: "it is UTF-16" });
  }
  try {
    const text = strict.decode(bytes);
    return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  } catch {
    return errorAt("schema/not-utf8", placeOfBadByte(file, bytes), { reason: "it holds bytes that are no UTF-8" });
  }
}

/** Where the text ends that can be read. */
function placeOfBadByte(file: string, bytes: Buffer): { file: string; line: number; column: number } {
  const isGood = (length: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (good + 1 < bad) {
    const middle = (good + bad) >>> 1;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  // Asked for a stream, it leaves out a character that is not complete.
  const lines = new TextDecoder().decode(bytes.subarray(0, good), { stream: true }).split("\n");
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
