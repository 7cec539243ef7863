/** The calls to the disk that writing needs: one small interface, so that a test can make each of them fail. */
import { isAscii } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import * as fs from "node:fs/promises";

/** What is known of a path, of a symlink itself rather than of what it leads to. */
export interface PathInfo {
  readonly mtimeMs: number;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** An entry of a folder; a link is neither a file nor a folder. */
export interface Entry {
  readonly name: string;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
}

/** An open file or folder. */
export interface OpenFile {
  readonly writeFile: (text: string, encoding: "utf8") => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The part of `node:fs/promises` that is used here. */
export interface Files {
  readonly lstat: (path: string) => Promise<PathInfo>;
  readonly realpath: (path: string) => Promise<string>;
  readonly readFile: (path: string) => Promise<Buffer>;
  readonly readdir: (path: string, options: { readonly withFileTypes: true }) => Promise<readonly Entry[]>;
  readonly mkdir: (path: string, options: { readonly recursive: true }) => Promise<unknown>;
  readonly open: (path: string, flags: "wx" | "r") => Promise<OpenFile>;
  readonly link: (from: string, to: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
}

/**
 * The disk itself. It is looked at on the spot: there are some calls for each file, and to hand each to another thread takes
 * many times as long as the call. What changes it may wait for the disk.
 */
export const realFiles: Files = {
  ...fs,
  lstat: async (path) => lstatSync(path),
  realpath: async (path) => realpathSync(path),
  readFile: async (path) => readFileSync(path),
  readdir: async (path, options) => readdirSync(path, options),
};

/** The code of a failed call, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What a failed call says, without the path, which stands elsewhere in the message. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return errorCode(error) === undefined ? message : message.replace(/, \w+(?: '[^]*)?$/, "");
}

/** Bytes as text. Most files are ASCII, which takes a tenth of the time where an engine is told so. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

/** What is known of a path, or undefined if nothing is there. */
export async function lookAt(path: string, files: Files): Promise<PathInfo | undefined> {
  try {
    return await files.lstat(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return undefined;
    throw error;
  }
}
