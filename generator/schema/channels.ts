/** Channel files: which frames a connection carries, and in which order. */
import type { Channel, Frame, JsonValue } from "../model.js";
import { type Diagnostic, type Where, errorAt } from "../diagnostic.js";
import { channelName, stemOf } from "./names.js";
import { join } from "./pointer.js";
import { isObject } from "./json.js";
import { droppedCode, isOfOthers } from "./known.js";
import { type Place, type SchemaDocument, keyOf, own } from "./places.js";
import { type Resolver } from "./resolve.js";
import { branchesOf, followRef } from "./alternatives.js";

export function isChannelFile(path: string): boolean {
  return /\.channel(\.schema)?\.json$/.test(path);
}

/** Name of the channel's union type: its title, else from its file. */
export function channelTypeName(document: SchemaDocument): string {
  return channelName(text(member(document, "title")), document.path);
}

/** What the reading of a channel needs to know of the frames. */
export interface KnownFrames {
  /** The frame that a place describes. */
  readonly frameAt: (place: Place) => Frame | undefined;
  /** Whether the place was a frame that could not be used. */
  readonly isLeftOut: (place: Place) => boolean;
  readonly found: Diagnostic[];
}

/** Reads one channel. */
export function readChannel(document: SchemaDocument, resolver: Resolver, known: KnownFrames): Channel {
  const { found } = known;
  const root = resolver.rootOf(document);
  const where = (...tokens: readonly string[]): Where => ({ file: document.file, pointer: join("", ...tokens) });
  const keywords = ["$schema", "$id", "$comment", "title", "description", "oneOf", "anyOf", "x-first", "x-terminal"];
  for (const name of Object.keys(isObject(document.root) ? document.root : {})) {
    if (keywords.includes(name)) continue;
    if (isOfOthers(name) && !/^x-(first|terminal)/.test(name)) {
      const dropped = droppedCode(name, where(name));
      if (dropped !== undefined) found.push(dropped);
      continue;
    }
    found.push(errorAt("channel/unknown-keyword", { ...where(name), atKey: true }, { keyword: name, known: keywords }));
  }
  const frames: Frame[] = [];
  const branches = [...branchesOf(root, "oneOf"), ...branchesOf(root, "anyOf")];
  if (branches.length === 0) found.push(errorAt("channel/no-frames", where(), {}));
  for (const branch of branches) {
    for (const frame of framesOf(branch, resolver, known)) if (!frames.includes(frame)) frames.push(frame);
  }
  const kinds = frames.flatMap((frame) => frame.kinds.map((kind) => kind.name));
  const title = text(member(document, "title"));
  const description = text(member(document, "description"));
  return {
    id: stemOf(document.path),
    typeName: channelTypeName(document),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    frames,
    first: rule(document, "x-first", { kinds, found }),
    terminal: rule(document, "x-terminal", { kinds, found }),
    source: { file: document.file, pointer: "" },
  };
}

function member(document: SchemaDocument, name: string): JsonValue | undefined {
  return isObject(document.root) ? own(document.root, name) : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The frame that a branch of a channel refers to, or those of a union that it refers to. */
function framesOf(branch: Place, resolver: Resolver, { frameAt, isLeftOut, found }: KnownFrames): Frame[] {
  const at: Where = { file: branch.document.file, pointer: branch.pointer };
  const ref = isObject(branch.schema) ? own(branch.schema, "$ref") : undefined;
  if (typeof ref !== "string") {
    found.push(errorAt("channel/not-ref", at, {}));
    return [];
  }
  const target = resolver.resolve(ref, branch);
  if ("code" in target) {
    found.push(target);
    return [];
  }
  const frames = framesBelow(target, resolver, { frameAt });
  if (frames.length === 0 && !isLeftOut(target))
    found.push(errorAt("channel/not-frame", { ...at, pointer: join(branch.pointer, "$ref") }, { ref }));
  return frames;
}

function framesBelow(
  place: Place,
  resolver: Resolver,
  { frameAt, seen = new Set() }: Pick<KnownFrames, "frameAt"> & { readonly seen?: Set<string> },
): Frame[] {
  const frame = frameAt(place);
  if (frame !== undefined) return [frame];
  if (seen.has(keyOf(place))) return [];
  seen.add(keyOf(place));
  const target = followRef(place, resolver);
  const inner = target === undefined ? ["oneOf", "anyOf"].flatMap((name) => branchesOf(place, name)) : [target];
  return inner.flatMap((one) => framesBelow(one, resolver, { frameAt, seen }));
}

/** An order rule: a list of kinds of this channel. */
function rule(
  document: SchemaDocument,
  name: string,
  { kinds, found }: { kinds: readonly string[]; found: Diagnostic[] },
): readonly string[] {
  const value = member(document, name);
  if (value === undefined) return [];
  const where: Where = { file: document.file, pointer: join("", name) };
  if (!Array.isArray(value) || value.length === 0 || !value.every((v): v is string => typeof v === "string")) {
    found.push(errorAt("schema/bad-value", where, { keyword: name, expected: "a list of at least one kind" }));
    return [];
  }
  for (const [i, kind] of value.entries()) {
    if (!kinds.includes(kind)) {
      found.push(
        errorAt("channel/unknown-kind", { ...where, pointer: join("", name, String(i)) }, { kind, known: kinds }),
      );
    }
  }
  return value;
}
