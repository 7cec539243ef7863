/** Where reports are to be written, against what is read: a report takes the place of no input, and of no other report. */
import { type BigIntStats, fstatSync, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Diagnostic, errorAt } from "../generator/diagnostic.js";

/** A file that is read. */
export interface Input {
  /** Absolute; undefined for the standard input. */
  readonly path: string | undefined;
  readonly what: "log" | "schema" | "configuration" | "report";
}

/** Forms of a report that can be written, and what is wrong with the others. */
export interface Checked<T> {
  readonly fine: readonly T[];
  readonly found: readonly Diagnostic[];
}

/** Tells the forms that would overwrite something from the others. `inputs` is asked only where a file is to be written. */
export async function checkTargets<T extends { readonly file?: string }>(
  forms: readonly T[],
  cwd: string,
  inputs: () => Promise<readonly Input[]>,
): Promise<Checked<T>> {
  const fine: T[] = [];
  const found: Diagnostic[] = [];
  const taken = new Set<string>();
  let read: ReadonlyMap<string, Input["what"]> | undefined;
  for (const form of forms) {
    const key = form.file === undefined ? undefined : await keyOf(resolve(cwd, form.file));
    if (form.file === undefined || key === undefined) {
      fine.push(form);
      continue;
    }
    read ??= await byKey(await inputs());
    const what = read.get(key);
    if (what !== undefined) found.push(errorAt("report/overwrites-input", {}, { path: form.file, what }));
    else if (taken.has(key)) found.push(errorAt("report/same-file", {}, { path: form.file }));
    else fine.push(form);
    taken.add(key);
  }
  return { fine, found };
}

async function byKey(inputs: readonly Input[]): Promise<ReadonlyMap<string, Input["what"]>> {
  const keys = new Map<string, Input["what"]>();
  for (const { path, what } of inputs) {
    const key = await keyOf(path);
    if (key !== undefined && !keys.has(key)) keys.set(key, what);
  }
  return keys;
}

/**
 * The same for every path that a file has or will have: by links, and in any case where the system does not tell cases
 * apart. Undefined for a pipe or a device, which loses nothing by what is written to it.
 */
async function keyOf(path: string | undefined): Promise<string | undefined> {
  const info = look(path);
  if (info === undefined) return path === undefined ? undefined : placeOf(path);
  if (!info.isFile()) return undefined;
  // Some systems do not number their files.
  return info.ino === 0n && path !== undefined ? placeOf(path) : `${info.dev}:${info.ino}`;
}

function look(path: string | undefined): BigIntStats | undefined {
  try {
    return path === undefined ? fstatSync(0, { bigint: true }) : statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

const tellsCasesApart = !["darwin", "win32"].includes(process.platform);

/** The real path, as far down as there is something. */
async function placeOf(path: string): Promise<string> {
  const folder = dirname(path);
  if (folder === path) return path;
  const name = tellsCasesApart ? basename(path) : basename(path).toLowerCase();
  return realpath(path).catch(async () => join(await placeOf(folder), name));
}
