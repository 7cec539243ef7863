/** Every naming decision: from titles, kinds and places to identifiers of TypeScript. */
import { sha256 } from "../digest.js";
import type { Place } from "./places.js";
import { isObject } from "./json.js";
import { own } from "./places.js";
import { split } from "./pointer.js";

/** Names that a type must not have: words of TypeScript, and globals that the output or an app would lose sight of. */
const taken = new Set(
  `any as async await bigint boolean break case catch class const continue debugger default delete do else enum export
  extends false finally for function if implements import in instanceof interface let module namespace never new null
  number object of package private protected public return static string super switch symbol this throw true try type
  typeof undefined unique unknown using var void while with yield arguments eval Infinity NaN
  Array ArrayBuffer Atomics BigInt Boolean DataView Date Error Function Intl Iterator JSON Map Math Number Object
  Promise Proxy Record Reflect RegExp Set String Symbol Uint8Array WeakMap WeakRef WeakSet Partial Required Readonly Pick
  Omit Exclude Extract NonNullable Parameters ReturnType Awaited globalThis console constructor
  CodecError UnknownKindError ValidationError DecodeError AjvError`.split(/\s+/),
);

/** Types of the runtime that get a `$` behind in the codec, as the sets of frames do, and beside the tables of frames. */
const inCodec = new Set(["Codec", "Failure", "Success", "Untagged"]);
const inTables = new Set([...inCodec, "Frame"]);

export function isTaken(name: string): boolean {
  return taken.has(name);
}

/** Variables of printed functions, beside those of members. */
const locals = new Set([
  "copy",
  "data",
  "frame",
  "index",
  "isOwn",
  "item",
  "items",
  "name",
  "put",
  "taker",
  "value",
  "values",
]);

/** A local variable for each member, of its name where that is one for a variable. None of ours ends in `$` and a number. */
export function localsOf(members: readonly string[]): ReadonlyMap<string, string> {
  const isFree = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !locals.has(name) && !isTaken(name);
  return new Map(members.map((name, index) => [name, isFree(name) ? name : `member$${index}`]));
}

/** The same text in words with capitals: `input_required` gives `InputRequired`. Not empty, and a legal identifier. */
export function pascal(text: string): string {
  const words = Array.from(text, (c) => (isLetter(c) ? c : " "))
    .join("")
    .split(/\s+/)
    .filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const name = joined === "" ? codePoints(text) : joined;
  return cut(/^\p{ID_Start}/u.test(name) ? name : `_${name}`, text);
}

// Scripts whose letters every tool has known for long, so that an identifier is one for all of them.
const scripts =
  /[A-Za-z0-9\u00c0-\u02af\u0386-\u052f\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]/;

function isLetter(c: string): boolean {
  return scripts.test(c) && /[\p{L}\d]/u.test(c);
}

/** `😀` gives `U1F600`; nothing gives `Empty`. */
function codePoints(text: string): string {
  const points = Array.from(text, (c) => `U${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return points.join("") || "Empty";
}

function cut(name: string, whole: string): string {
  if (name.length <= 100) return name;
  const digest = sha256(whole).slice(0, 8);
  return `${Array.from(name).slice(0, 80).join("")}_${digest}`;
}

/** A title that is a whole sentence is a description; a name is taken from something shorter. */
function usableTitle(place: Place): string | undefined {
  const title = isObject(place.schema) ? own(place.schema, "title") : undefined;
  return typeof title === "string" && Array.from(title).some(isLetter) && title.length <= 100 ? title : undefined;
}

/**
 * Type name of a frame: its title, else its name among the definitions of a file, else its kind with what a frame is called
 * behind it.
 */
export function frameTypeName(place: Place, kind: string, name: string): string {
  const title = usableTitle(place) ?? definedName(place, kind);
  const own = title === undefined ? pascal(kind) + name : pascal(title);
  return isTaken(own) || inTables.has(own) ? own + name : own;
}

/** Name of a channel's union: its title, else its file's. */
export function channelName(title: string | undefined, path: string): string {
  const own = pascal(title ?? `${stemOf(path)} frame`);
  return isTaken(own) || inCodec.has(own) ? `${own}Channel` : own;
}

/** What a file calls one of its definitions, where that says more than the kind. */
function definedName({ pointer }: Place, kind: string): string | undefined {
  const tokens = split(pointer) ?? [];
  const [last = "", container = ""] = tokens.toReversed();
  return container !== "" && containers.has(container) && last !== kind && Array.from(last).some(isLetter)
    ? last
    : undefined;
}

/** File name without folders and endings: `a/session.channel.schema.json` gives `session`. */
export function stemOf(path: string): string {
  const file = path.split("/").at(-1) ?? path;
  return file
    .replace(/\.json$/, "")
    .replace(/\.schema$/, "")
    .replace(/\.channel$/, "");
}

/**
 * Names that a shared definition could have, best first: its own, then with the file before it, then with the whole way.
 */
export function definitionNames(place: Place): string[] {
  const stem = stemOf(place.document.path);
  const tokens = (split(place.pointer) ?? []).filter((token) => !containers.has(token));
  const last = tokens.at(-1);
  if (last === undefined) {
    const folders = place.document.path.split("/").slice(0, -1);
    return [usableTitle(place) ?? stem, [...folders, stem].join(" ")].map(free);
  }
  const near = /^\d+$/.test(last) ? tokens.slice(-2).join(" ") : last;
  return [near, `${stem} ${near}`, [place.document.path.replace(/\.json$/, ""), ...tokens].join(" ")].map(free);
}

const containers = new Set(["$defs", "definitions", "properties", "components", "schemas"]);

function free(text: string): string {
  const name = pascal(text);
  return isTaken(name) ? `${name}Type` : name;
}

/** A type name as the name of a folder: what is not ASCII by its code points, so that it is the same on every system. */
export function folderName(typeName: string): string {
  const name = Array.from(typeName, (c) => (/[A-Za-z0-9_]/.test(c) ? c : `-${(c.codePointAt(0) ?? 0).toString(16)}-`));
  return name.join("").replace(/^-/, "_-");
}

/** Name of the function that builds a frame: `PhaseEvent` gives `phaseEvent`. */
export function builderName(typeName: string): string {
  const name = typeName.charAt(0).toLowerCase() + typeName.slice(1);
  const clashes = name === typeName || /^(encode|stringify|convert|decode|safe|is)\p{Lu}|Kinds$/u.test(name);
  const builder = clashes ? `new${typeName}` : name;
  return isTaken(builder) ? `${builder}_` : builder;
}
