/**
 * Other versions of Node, which npm brings: the package `node` is made of one package for each platform. They are large, so
 * they are only fetched where FRAME_CODEGEN_OTHER_VERSIONS is set, as it is in CI, and kept in .tmp/ for the next run.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../support/pack.js";
import { root } from "../support/sources.js";

/** One of each line that the package supports. */
const VERSIONS = ["20.20.2", "22.23.3", "24.21.0"];
const PLATFORMS: Readonly<Record<string, string>> = { darwin: "darwin", linux: "linux", win32: "win" };
const folder = path.join(root, ".tmp", "nodes");

export interface OtherNode {
  readonly version: string;
  /** The program; the one that runs the tests where that is of the same line. */
  readonly program: string;
}

export const otherNodes: readonly OtherNode[] = VERSIONS.map((version) => ({ version, program: programOf(version) }));

/** Whether all of them are here, after fetching what is missing if that is wanted. */
export function haveOtherNodes(): boolean {
  const missing = otherNodes.filter(({ program }) => !existsSync(program));
  if (missing.length === 0) return true;
  if (process.env["FRAME_CODEGEN_OTHER_VERSIONS"] === undefined) return false;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), "{}\n");
  const packages = missing.map(({ version }) => `${aliasOf(version)}@npm:${platformPackage()}@${version}`);
  npm(folder, ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages]);
  return true;
}

function programOf(version: string): string {
  if (lineOf(version) === lineOf(process.versions.node)) return process.execPath;
  return path.join(folder, "node_modules", aliasOf(version), "bin", process.platform === "win32" ? "node.exe" : "node");
}

function platformPackage(): string {
  return `node-${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
}

function aliasOf(version: string): string {
  return `node-${version}`;
}

function lineOf(version: string): string {
  return version.split(".")[0] ?? "";
}
