/** What is wanted against what is on the disk. Pure: reads and writes nothing. */
import type { GeneratedFile } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import { comparable, isOurs, manifestPath } from "./ours.js";

/** How a file on the disk stands to what is wanted. */
export type State = "current" | "stale" | "missing" | "orphan" | "not-ours";

/** What is on the disk: the texts of the wanted files and of those that the old manifest lists, by path. */
export interface OnDisk {
  readonly texts: ReadonlyMap<string, string>;
}

/** One file of the output, wanted or there or both. */
export interface Step {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly state: State;
  /** Text that is wanted; undefined for an orphan. */
  readonly wanted?: string;
  /** Text on the disk; undefined for a missing file. */
  readonly found?: string;
}

/** What came of applying a plan: numbers of files. */
export interface Applied {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** A step for every wanted file, in the given order with the manifest last, then one for every orphan. */
export function plan(wanted: readonly GeneratedFile[], disk: OnDisk): Step[] {
  const last = wanted.filter(({ path }) => path === manifestPath);
  const steps = [...wanted.filter(({ path }) => path !== manifestPath), ...last].map((file) => compare(file, disk));
  const known = new Set(wanted.map(({ path }) => path));
  for (const [path, found] of disk.texts) {
    if (!known.has(path) && isOurs(path, found)) steps.push({ path, state: "orphan", found });
  }
  return steps;
}

function compare({ path, text }: GeneratedFile, disk: OnDisk): Step {
  const found = disk.texts.get(path);
  if (found === undefined) return { path, state: "missing", wanted: text };
  const same = comparable(found) === comparable(text);
  const state = same ? "current" : isOurs(path, found) ? "stale" : "not-ours";
  return { path, state, wanted: text, found };
}

/** What a plan finds wrong with the disk, in the order of its steps. */
export function drift(steps: readonly Step[], locate: (path: string) => string): Diagnostic[] {
  return steps.flatMap(({ path, state }) =>
    state === "current" ? [] : [errorAt(`output/${state}`, { file: locate(path) }, { path })],
  );
}
