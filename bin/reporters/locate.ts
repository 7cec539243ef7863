/** Finds the line and column that a JSON pointer means, and the source line, in a file on the disk. */
import { readFile, stat } from "node:fs/promises";
import type { Where } from "../../generator/diagnostic.js";
import { JsonOffsets } from "../../generator/index.js";

/** A place in a file, with the line of text that it is in. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Finds the place of a finding; undefined where the file or the place in it is not to be had. */
export type Locate = (where: Where) => Promise<Place | undefined>;

interface Source {
  readonly text: string;
  /** Where each line begins. */
  readonly lines: readonly number[];
  readonly offsets: JsonOffsets;
}

/** A file past this size is not worth reading again for the sake of a message. */
const mostBytes = 20_000_000;

/** Makes a {@link Locate} that reads each file once. */
export function createLocator(): Locate {
  const sources = new Map<string, Promise<Source | undefined>>();
  return async (where) => {
    const { file, pointer } = where;
    if (file === undefined || (where.line === undefined && pointer === undefined)) return undefined;
    const pending = sources.get(file) ?? readSource(file);
    sources.set(file, pending);
    const source = await pending;
    const start =
      where.line === undefined
        ? source && startOf(source, pointer ?? "", where.atKey === true)
        : { line: where.line, column: where.column ?? 1 };
    return start && { ...start, text: source === undefined ? "" : lineOf(source, start.line) };
  };
}

async function readSource(file: string): Promise<Source | undefined> {
  try {
    const info = await stat(file);
    if (!info.isFile() || info.size > mostBytes) return undefined;
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    const lines = [0, ...Array.from(text.matchAll(/\r\n|[\r\n]/g), (end) => end.index + end[0].length)];
    return { text, lines, offsets: new JsonOffsets(text) };
  } catch {
    return undefined;
  }
}

function startOf({ lines, offsets }: Source, pointer: string, atKey: boolean): Omit<Place, "text"> | undefined {
  const offset = offsets.of(pointer, atKey);
  if (offset === undefined) return undefined;
  let [line, past] = [0, lines.length];
  while (line + 1 < past) {
    const middle = (line + past) >>> 1;
    if ((lines[middle] ?? 0) <= offset) line = middle;
    else past = middle;
  }
  return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 };
}

function lineOf({ text, lines }: Source, line: number): string {
  return text.slice(lines[line - 1] ?? text.length, lines[line] ?? text.length).replace(/[\r\n]+$/, "");
}
