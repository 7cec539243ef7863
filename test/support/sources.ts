/**
 * The project's own sources and what they import, read as text: for tests about how the house is built.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

export interface SourceFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As it is written, such as `../model.js` or `node:path`. */
  readonly specifier: string;
  /** The file of the project that it leads to; `undefined` for a package, and for a file that is not there. */
  readonly target?: string;
}

/** Every TypeScript file under the folders, sorted by path. */
export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .map(readSource);
}

/** Every file under a folder of the project, relative to the project, with `/`. */
export function filesUnder(folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.split(path.sep).includes("node_modules"))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

/** The first circle of imports that there is, as the files along it; `undefined` where there is none. */
export function findCircle(sources: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { target } of byPath.get(file)?.imports ?? []) {
      const circle = target === undefined ? undefined : visit(target, [...trail, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const { path: file } of sources) {
    const circle = visit(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), "utf8");
  const imports = specifiersIn(text).map((specifier) => resolveImport(file, specifier));
  return { path: file, text, lines: text.trimEnd().split("\n").length, imports };
}

/** A statement starts its line, which tells it from the text of an import that an emitter prints. */
const STATEMENT = /^(?:import|export)\b(?:[^"'`;]*?\bfrom)?\s*["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']/g;
const COMMENT = /^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*$)/gm;

/** What a TypeScript text imports, statically, as types, or when it needs it. */
export function specifiersIn(text: string): string[] {
  const code = text.replace(COMMENT, "");
  return [STATEMENT, DYNAMIC].flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ""));
}

function resolveImport(from: string, specifier: string): Import {
  if (!specifier.startsWith(".")) return { specifier };
  const bare = path.posix.join(path.posix.dirname(from), specifier).replace(/\.js$/, "");
  // AssemblyScript has no extensions; what is JavaScript from the start has its types beside it.
  const target = [`${bare}.ts`, `${bare}.d.ts`].find((file) => existsSync(path.join(root, file)));
  return target === undefined ? { specifier } : { specifier, target };
}
