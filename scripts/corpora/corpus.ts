/**
 * Corpora: folders of real protocols, each with `schemas/` and perhaps `frames.ndjson[.gz]` and the verdicts of plain Ajv
 * on these frames.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** What is to be said about a line of a log. */
export type Verdict = "valid" | "invalid" | "unknownKind" | "missingKind" | "notJson";

export interface Corpus {
  /** Its path below the folder of all corpora. */
  readonly name: string;
  /** Absolute path of the folder of its schemas, or of the one file that holds them all. */
  readonly schemas: string;
  /** The frames, a JSON text each, with what plain Ajv says of them. */
  readonly frames: readonly Expected[];
}

export interface Expected {
  readonly text: string;
  readonly verdict: Verdict;
}

/** All corpora below a folder, by name. */
export function readCorpora(root: string): Corpus[] {
  const folders = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === "schemas")
    .map((entry) => entry.parentPath)
    .sort();
  return folders.flatMap((folder) => {
    const name = path.relative(root, folder).replaceAll(path.sep, "/");
    const frames = framesIn(folder);
    const corpus: Corpus = { name, schemas: path.join(folder, "schemas"), frames };
    // The same protocol as one bundled file.
    const union = path.join(folder, "union.json");
    return existsSync(union) ? [corpus, { name: `${name}/union.json`, schemas: union, frames }] : [corpus];
  });
}

function framesIn(folder: string): Expected[] {
  const [plain, packed] = ["frames.ndjson", "frames.ndjson.gz"].map((name) => path.join(folder, name));
  const log =
    plain !== undefined && existsSync(plain)
      ? readFileSync(plain)
      : packed !== undefined && existsSync(packed)
        ? gunzipSync(readFileSync(packed))
        : Buffer.alloc(0);
  const lines = log.toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const verdictOf = lines.length === 0 ? () => "valid" as const : expectedIn(folder);
  return lines.map((text, i) => ({ text, verdict: verdictOf(i) }));
}

/** The verdict on each line, from 0: a list of them, or the numbers (from 1) of the lines that are not valid. */
function expectedIn(folder: string): (line: number) => Verdict {
  const file = ["expected-ajv.json", "expected.json"].map((name) => path.join(folder, name)).find(existsSync);
  if (file === undefined) throw new Error(`${folder} has frames, and no expected.json`);
  const expected = JSON.parse(readFileSync(file, "utf8")) as
    | readonly { readonly ajv: boolean }[]
    | { readonly lines: { readonly [verdict in Exclude<Verdict, "valid">]: readonly number[] } };
  if ("lines" in expected) {
    const byLine = new Map<number, Verdict>();
    for (const verdict of ["invalid", "unknownKind", "missingKind", "notJson"] as const)
      for (const line of expected.lines[verdict]) byLine.set(line - 1, verdict);
    return (line) => byLine.get(line) ?? "valid";
  }
  return (line) => (expected[line]?.ajv === true ? "valid" : "invalid");
}
