/** From what a command line says to the logs that are meant: files, folders and patterns. */
import { Stats } from "node:fs";
import { lstat, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import type { LogSource } from "./source.js";

export interface FoundLogs {
  readonly sources: readonly LogSource[];
  readonly found: readonly Diagnostic[];
}

/** Finds the logs; `-` is the standard input. A pattern that matches nothing is an error. */
export async function findLogs(patterns: readonly string[], cwd: string, stdinName: string): Promise<FoundLogs> {
  const sources = new Map<string, LogSource>();
  const found: Diagnostic[] = [];
  for (const pattern of patterns) {
    if (pattern === "-") {
      sources.set("-", { name: stdinName });
      continue;
    }
    const { paths, what } = await lookFor(pattern, cwd);
    if (paths.length === 0) found.push(errorAt("log/no-match", {}, { pattern, what }));
    for (const path of paths) if (!sources.has(path)) sources.set(path, { name: nameOf(path, cwd), path });
  }
  return { sources: [...sources.values()], found };
}

interface LookedFor {
  readonly paths: readonly string[];
  /** What it was that nothing was found by, where nothing was found. */
  readonly what: "path" | "link" | "folder" | "pattern";
}

async function lookFor(pattern: string, cwd: string): Promise<LookedFor> {
  const path = resolve(cwd, pattern);
  const info = await stat(path).catch((error: unknown) => error);
  // Whoever reads what may not be looked at is told why.
  if (isForbidden(info) || (info instanceof Stats && !info.isDirectory())) return { paths: [path], what: "path" };
  const { glob, isDynamicPattern } = await import("tinyglobby");
  const options = { absolute: true, onlyFiles: true, expandDirectories: false, dot: false } as const;
  const found = async (pattern: string, cwd: string): Promise<string[]> =>
    (await glob([pattern], { ...options, cwd })).map((one) => resolve(one)).sort();
  if (info instanceof Stats) return { paths: await found("**", path), what: "folder" };
  const isThere = (await lstat(path).catch(() => undefined)) !== undefined;
  if (isThere) return { paths: [], what: "link" };
  const posix = pattern.split(sep).join("/");
  return { paths: await found(posix, cwd), what: isDynamicPattern(posix) ? "pattern" : "path" };
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM");
}

function nameOf(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return (way.startsWith("..") || isAbsolute(way) ? path : way).split(sep).join("/");
}
