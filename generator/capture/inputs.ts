/** From what a command line says to the logs that are meant: files, folders and patterns. */
import { stat } from "node:fs/promises";
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
    const paths = await pathsOf(pattern, cwd);
    if (paths.length === 0) found.push(errorAt("log/no-match", {}, { pattern }));
    for (const path of paths) if (!sources.has(path)) sources.set(path, { name: nameOf(path, cwd), path });
  }
  return { sources: [...sources.values()], found };
}

async function pathsOf(pattern: string, cwd: string): Promise<string[]> {
  const path = resolve(cwd, pattern);
  const info = await stat(path).catch(() => undefined);
  if (info !== undefined && !info.isDirectory()) return [path];
  const { glob } = await import("tinyglobby");
  const options = { absolute: true, onlyFiles: true, expandDirectories: false, dot: false } as const;
  const all =
    info === undefined
      ? await glob([pattern.split(sep).join("/")], { ...options, cwd })
      : await glob(["**"], { ...options, cwd: path });
  return all.map((one) => resolve(one)).sort();
}

function nameOf(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return (way.startsWith("..") || isAbsolute(way) ? path : way).split(sep).join("/");
}
