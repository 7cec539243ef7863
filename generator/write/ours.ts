/** Which files are ours, and which paths can be files of the output at all. */
import { marker } from "../print/banner.js";

/** Name of the file that lists the others. */
export const manifestPath = "manifest.json";

/** Name of a manifest that waits for its place: it knows of files that no other manifest may list yet. */
export function isStagedManifest(path: string): boolean {
  return /^\.codegen-\d{1,10}-[0-9a-f]{12}\.manifest\.tmp$/.test(path);
}

/** What a manifest on the disk says. Written by us or not, it is data to be checked. */
export interface OldManifest {
  /** Fingerprint of what the output was made from. */
  readonly inputs?: string;
  /** SHA-256 of each file's text by its path; only paths that are safe to use. */
  readonly files: ReadonlyMap<string, string>;
}

/** Text as it is compared: line ends and a byte order mark aside, which git and editors change. */
export function comparable(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

/** Is this text of a file with this path one that we wrote? */
export function isOurs(path: string, text: string): boolean {
  if (isStagedManifest(path)) return true;
  const head = text.slice(0, 300);
  if (path !== manifestPath) return head.includes(marker);
  const value = parse(text);
  // A merge conflict leaves a manifest that cannot be parsed; it is still ours.
  if (value === undefined) return /"generator":\s*"frame-codegen"/.test(head);
  return isObject(value) && Object.hasOwn(value, "generator") && value["generator"] === "frame-codegen";
}

/** The manifest in a text, or undefined if that is not one of ours. */
export function readManifest(text: string): OldManifest | undefined {
  if (!isOurs(manifestPath, text)) return undefined;
  const value = parse(text);
  if (!isObject(value)) return undefined;
  const files = new Map<string, string>();
  const listed = value["files"];
  for (const [path, hash] of isObject(listed) ? Object.entries(listed) : []) {
    if (isPlainPath(path) && typeof hash === "string") files.set(path, hash);
  }
  return typeof value["inputs"] === "string" ? { inputs: value["inputs"], files } : { files };
}

/** A relative path with `/` that cannot lead out of its folder on any system, nor name a device or a hidden file. */
export function isPlainPath(path: string): boolean {
  return path.length <= 1000 && path.split("/").every((name) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
