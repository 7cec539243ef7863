/** Schema files to the protocol: the stages of `schema/`, in order. */
import type { Channel, Definition, Frame, Kind, Protocol, Settings, TagValue } from "../model.js";
import { type Diagnostic, errorAt, stopOnErrors, warningAt } from "../diagnostic.js";
import { bundle } from "./bundle.js";
import { type Candidate, findCandidates, findTag } from "./candidates.js";
import { channelTypeName, isChannelFile, readChannel } from "./channels.js";
import { isObject, parseSchemaText } from "./json.js";
import type { SchemaFile } from "./load.js";
import { builderName, frameTypeName } from "./names.js";
import { normalise } from "./normalise.js";
import { type Place, type SchemaDocument, Resolver, dialectOf, keyOf, own } from "./resolve.js";
import { followRef, kindsOf } from "./tags.js";

/** A protocol, and what is worth a warning in its schemas. */
export interface ReadProtocol {
  readonly protocol: Protocol;
  readonly warnings: readonly Diagnostic[];
}

const deepestSchema = 200;

/** Reads the protocol that these files declare. Throws CodegenError with everything that is wrong with them. */
export async function readProtocol(files: readonly SchemaFile[], settings: Settings): Promise<ReadProtocol> {
  const found: Diagnostic[] = [];
  const documents = await parseAll(files, found);
  stopOnErrors(found);
  const resolver = new Resolver(documents);
  const schemas = documents.filter((d) => !isChannelFile(d.path));
  const candidates = findCandidates(schemas, resolver, settings.discriminator);
  const tags = tagsOf(candidates, settings);
  const roots = framesAmong(candidates, tags, found);
  const drafts = normalise([...roots.keys()].map((c) => c.place), resolver, settings, found);
  reportUnused(candidates, new Set(roots.keys()), new Set(drafts.keys()), tags[0], found);
  const names = nameFrames(roots, settings.name, found);
  const unions = [`Any${settings.name}`, ...documents.filter((d) => isChannelFile(d.path)).map(channelTypeName)];
  const definitions = bundle(drafts, { frames: new Map([...names].map(([c, name]) => [keyOf(c.place), name])), unions }, found);
  const frames = makeFrames(roots, definitions);
  const channels = readChannels(documents, resolver, roots, frames, found);
  checkNames(settings.name, [...frames.values()], channels, found);
  stopOnErrors(found);
  const sorted = [...new Set(definitions.values())].sort(byText((d) => d.name));
  const protocol: Protocol = {
    name: settings.name,
    tags,
    frames: [...frames.values()].sort(byText((f) => f.kinds[0].name)),
    channels: channels.sort(byText((c) => c.id)),
    definitions: new Map(sorted.map((d) => [d.name, d])),
  };
  return { protocol, warnings: found };
}

const byText =
  <T>(text: (item: T) => string) =>
  (a: T, b: T): number =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;

async function parseAll(files: readonly SchemaFile[], found: Diagnostic[]): Promise<SchemaDocument[]> {
  const documents: SchemaDocument[] = [];
  for (const { file, path, text } of files) {
    const parsed = await parseSchemaText(file, text, { depth: deepestSchema });
    if ("found" in parsed) {
      found.push(parsed.found);
      continue;
    }
    const named = isObject(parsed.root) ? own(parsed.root, "$schema") : undefined;
    const dialect = named === undefined ? "2020-12" : typeof named === "string" ? dialectOf(named) : undefined;
    if (dialect === undefined) {
      found.push(errorAt("schema/draft", { file, pointer: "/$schema" }, { uri: typeof named === "string" ? named : "" }));
    } else {
      documents.push({ file, path, root: parsed.root, dialect });
    }
  }
  return documents;
}

function tagsOf(candidates: readonly Candidate[], settings: Settings): [string, ...string[]] {
  const [first, ...rest] = settings.discriminator;
  return first === undefined ? [findTag(candidates, settings.schemas)] : [first, ...rest];
}

/** The candidates that declare a kind, with their kinds. A kind is declared once. */
function framesAmong(candidates: readonly Candidate[], tags: readonly string[], found: Diagnostic[]): Map<Candidate, [Kind, ...Kind[]]> {
  const frames = new Map<Candidate, [Kind, ...Kind[]]>();
  const owners = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const [first, ...rest] = kindsOf(candidate.alternatives, tags).map(kindOf);
    if (first === undefined) continue;
    frames.set(candidate, [first, ...rest]);
    for (const kind of [first, ...rest]) {
      const key = JSON.stringify(kind.values.map((v) => v ?? null));
      const other = owners.get(key);
      if (other === undefined) owners.set(key, candidate);
      else found.push(errorAt("schema/doubled-kind", whereIs(candidate.place), { kind: kind.name, other: named(other.place) }));
    }
  }
  return frames;
}

function kindOf(values: readonly (TagValue | undefined)[]): Kind {
  return { name: values.filter((v) => v !== undefined).join("."), values };
}

const whereIs = (place: Place): { file: string; pointer: string } => ({ file: place.document.file, pointer: place.pointer });
const named = (place: Place): string => place.document.path + (place.pointer === "" ? "" : `#${place.pointer}`);

/** A file that is neither a frame nor used by one is a frame whose tag is missing, or there by mistake. */
function reportUnused(
  candidates: readonly Candidate[],
  frames: ReadonlySet<Candidate>,
  reached: ReadonlySet<string>,
  tag: string,
  found: Diagnostic[],
): void {
  const files = new Set([...reached].map((key) => key.slice(0, key.indexOf("#"))));
  for (const candidate of candidates) {
    if (frames.has(candidate) || !candidate.root || files.has(candidate.place.document.path)) continue;
    const looksLikeFrame = isObject(candidate.place.schema) && Object.hasOwn(candidate.place.schema, "properties");
    const where = whereIs(candidate.place);
    found.push(looksLikeFrame ? errorAt("schema/no-tag", where, { tag }) : warningAt("schema/unused", where, { tag }));
  }
}

function nameFrames(frames: ReadonlyMap<Candidate, readonly [Kind, ...Kind[]]>, name: string, found: Diagnostic[]): Map<Candidate, string> {
  const names = new Map<Candidate, string>();
  const owners = new Map<string, Candidate>();
  for (const [candidate, [kind]] of frames) {
    const typeName = frameTypeName(candidate.place, kind.name, name);
    const other = owners.get(typeName.toLowerCase());
    if (other !== undefined) {
      found.push(errorAt("schema/name-clash", whereIs(candidate.place), { name: typeName, other: named(other.place) }));
    }
    owners.set(typeName.toLowerCase(), candidate);
    names.set(candidate, typeName);
  }
  return names;
}

function makeFrames(roots: ReadonlyMap<Candidate, [Kind, ...Kind[]]>, definitions: ReadonlyMap<string, Definition>): Map<string, Frame> {
  const frames = new Map<string, Frame>();
  for (const [{ place }, kinds] of roots) {
    const definition = definitions.get(keyOf(place));
    if (definition !== undefined) frames.set(keyOf(place), { kinds, definition, builder: builderName(definition.name) });
  }
  return frames;
}

function readChannels(
  documents: readonly SchemaDocument[],
  resolver: Resolver,
  roots: ReadonlyMap<Candidate, unknown>,
  frames: ReadonlyMap<string, Frame>,
  found: Diagnostic[],
): Channel[] {
  // A frame's file may be no more than a reference to its schema: both places are the frame.
  const byPlace = new Map(frames);
  for (const { place } of roots.keys()) {
    const frame = frames.get(keyOf(place));
    const target = followRef(place, resolver);
    if (frame !== undefined && target !== undefined && !byPlace.has(keyOf(target))) byPlace.set(keyOf(target), frame);
  }
  return documents
    .filter((d) => isChannelFile(d.path))
    .map((d) => readChannel(d, resolver, (place) => byPlace.get(keyOf(place)), found));
}

/** Names of unions and of frames share one module. */
function checkNames(name: string, frames: readonly Frame[], channels: readonly Channel[], found: Diagnostic[]): void {
  const owners = new Map<string, string>([[`any${name}`.toLowerCase(), "the union of all frames"]]);
  for (const frame of frames) {
    const key = frame.definition.name.toLowerCase();
    const other = owners.get(key) ?? (key === name.toLowerCase() ? `what a frame is called (--name ${name})` : undefined);
    if (other !== undefined) found.push(errorAt("schema/name-clash", frame.definition.source, { name: frame.definition.name, other }));
    owners.set(key, frame.definition.source.file);
  }
  for (const channel of channels) {
    const key = channel.typeName.toLowerCase();
    const other = owners.get(key) ?? (key === name.toLowerCase() ? `what a frame is called (--name ${name})` : undefined);
    if (other !== undefined) found.push(errorAt("schema/name-clash", channel.source, { name: channel.typeName, other }));
    owners.set(key, channel.source.file);
  }
}

