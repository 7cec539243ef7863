/** Schema files to the protocol: the stages of `schema/`, in order. */
import { relative } from "node:path";
import type { Channel, Definition, Frame, Protocol, Settings, Source } from "../model.js";
import { CodegenError, type Diagnostic, errorAt, stopOnErrors } from "../diagnostic.js";
import { bundle } from "./bundle.js";
import { Candidates, type TagChoice } from "./candidates.js";
import { channelTypeName, isChannelFile, readChannel } from "./channels.js";
import { findTag } from "./discriminator.js";
import { parseDocuments } from "./documents.js";
import { type FrameRoot, framesAmong, nameFrames, reportUnused } from "./frames.js";
import type { SchemaFile } from "./load.js";
import { findLoops } from "./loops.js";
import { metaschemasFor } from "./metaschemas.js";
import { builderName } from "./names.js";
import type { Draft } from "./draft.js";
import { normalise } from "./normalise.js";
import { type Place, type SchemaDocument, keyOf } from "./places.js";
import { judgePatterns } from "./patterns.js";
import { Resolver } from "./resolve.js";
import { followRef } from "./alternatives.js";
import { usableRoots } from "./usable.js";

/** A protocol, and what was found wrong on the way. */
export interface ReadProtocol {
  readonly protocol: Protocol;
  /** Warnings; with `keepGoing` also the errors of what was left out. */
  readonly found: readonly Diagnostic[];
  /** Names of the kinds that were left out, which only `keepGoing` does. */
  readonly leftOut: readonly string[];
}

/** Reads the protocol that these files declare. Throws CodegenError with everything that is wrong with them. */
export async function readProtocol(files: readonly SchemaFile[], settings: Settings): Promise<ReadProtocol> {
  const found: Diagnostic[] = [];
  const documents = await parseDocuments(files, settings.limits, found);
  stopUnless(settings.keepGoing, found);
  const resolver = new Resolver([...documents, ...(await metaschemasFor(files))]);
  const schemas = new Candidates(
    documents.filter((d) => !isChannelFile(d.path)),
    resolver,
  );
  const choice = tagsOf(settings.discriminator) ?? findTag(schemas, settings.schemas);
  const candidates = schemas.byTags(choice);
  const declared = framesAmong(candidates, { ...settings, ...choice }, found);
  const places = declared.map((frame) => frame.place);
  const all = await judgePatterns(requireTags(normalise(places, resolver, settings), declared), settings);
  const more = [findLoops(all, settings.limits.depth), reportUnused(candidates, all.keys(), choice)];
  for (const one of [...[...all.values()].flatMap((draft) => draft.found), ...more.flat()]) found.push(one);
  stopUnless(settings.keepGoing, found, declared.length === 0);
  // An empty module is what nobody wants.
  if (declared.length === 0)
    throw new CodegenError([...found, errorAt("schema/no-kinds", { file: settings.schemas }, choice)]);
  const { roots, drafts } = usableRoots(declared, all);
  const decided = decideNames(roots, documents, { settings, found });
  const definitions = bundle(drafts, decided, found);
  const frames = new Map(roots.flatMap((root) => frameOf(root, definitions)));
  const channels = readChannels(documents, resolver, { frames, roots, declared, found });
  checkUnions(settings, { frames: [...frames.values()], channels }, found);
  stopUnless(settings.keepGoing, found, roots.length === 0);
  const leftOut = declared
    .filter((root) => !roots.includes(root))
    .flatMap((root) => root.kinds.map((kind) => kind.name));
  return {
    protocol: assemble(
      { name: settings.name, tags: choice.tags, limits: settings.limits },
      { frames, channels, definitions },
    ),
    found,
    leftOut,
  };
}

function stopUnless(keepGoing: boolean, found: readonly Diagnostic[], nothingLeft = false): void {
  if (!keepGoing || nothingLeft) stopOnErrors(found);
}

/** What somebody has named as tags, required or not. */
function tagsOf([first, ...rest]: readonly string[]): TagChoice | undefined {
  return first === undefined ? undefined : { tags: [first, ...rest], rule: "constant" };
}

/** A frame is looked up by its tags, so they are required of it, unless its schema is used for other values too. */
function requireTags(drafts: ReadonlyMap<string, Draft>, frames: readonly FrameRoot[]): Map<string, Draft> {
  const all = new Map(drafts);
  const used = new Set([...drafts.values()].flatMap(({ links }) => links.map(({ to }) => to)));
  for (const { place, optional } of frames) {
    const draft = all.get(keyOf(place));
    if (optional.length === 0 || typeof draft?.schema !== "object" || used.has(keyOf(place))) continue;
    const required = [...new Set([...optional, ...(draft.schema.required ?? [])])];
    all.set(keyOf(place), { ...draft, schema: { ...draft.schema, required } });
  }
  return all;
}

/** The names that shared definitions have to keep clear of. */
function decideNames(
  roots: readonly FrameRoot[],
  documents: readonly SchemaDocument[],
  { settings, found }: { settings: Settings; found: Diagnostic[] },
): Parameters<typeof bundle>[1] {
  const names = nameFrames(roots, settings.name, found);
  return {
    frames: new Map([...names].map(([{ place }, name]) => [keyOf(place), name])),
    unions: [
      `Any${settings.name}`,
      `${settings.name}Result`,
      ...documents.filter((d) => isChannelFile(d.path)).map(channelTypeName),
    ],
  };
}

function frameOf({ place, kinds }: FrameRoot, definitions: ReadonlyMap<string, Definition>): [string, Frame][] {
  const definition = definitions.get(keyOf(place));
  return definition === undefined ? [] : [[keyOf(place), { kinds, definition, builder: builderName(definition.name) }]];
}

interface Found {
  readonly frames: ReadonlyMap<string, Frame>;
  readonly roots: readonly FrameRoot[];
  readonly declared: readonly FrameRoot[];
  readonly found: Diagnostic[];
}

function readChannels(
  documents: readonly SchemaDocument[],
  resolver: Resolver,
  { frames, roots, declared, found }: Found,
): Channel[] {
  // A frame's file may be no more than a reference to its schema: both places are the frame.
  const byPlace = new Map<string, Frame>(frames);
  const add = (place: Place | undefined, frame: Frame | undefined): unknown =>
    place !== undefined && frame !== undefined && !byPlace.has(keyOf(place)) && byPlace.set(keyOf(place), frame);
  for (const { place } of roots) add(followRef(place, resolver), frames.get(keyOf(place)));
  const leftOut = new Set(declared.filter((root) => !roots.includes(root)).map((root) => keyOf(root.place)));
  return documents
    .filter((d) => isChannelFile(d.path))
    .map((d) =>
      readChannel(d, resolver, {
        frameAt: (place) => byPlace.get(keyOf(place)),
        isLeftOut: (place) => leftOut.has(keyOf(place)),
        found,
      }),
    );
}

/** Names of unions and of frames share one module. */
function checkUnions(
  { name, schemas }: Settings,
  { frames, channels }: { frames: readonly Frame[]; channels: readonly Channel[] },
  found: Diagnostic[],
): void {
  const owners = new Map([
    [name.toLowerCase(), `what a frame is called (--name ${name})`],
    [`any${name}`.toLowerCase(), "the union of all frames"],
    [`${name}result`.toLowerCase(), "the type of results"],
  ]);
  const claim = (typeName: string, { file, pointer }: Source): void => {
    const other = owners.get(typeName.toLowerCase());
    if (other !== undefined) found.push(errorAt("schema/name-clash", { file, pointer }, { name: typeName, other }));
  };
  const own = (typeName: string, { file }: Source): unknown =>
    owners.set(typeName.toLowerCase(), relative(schemas, file) || file);
  for (const { definition } of frames) claim(definition.name, definition.source);
  for (const { definition } of frames) own(definition.name, definition.source);
  for (const { typeName, source } of channels) {
    claim(typeName, source);
    own(typeName, source);
  }
}

function byText<T>(text: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

interface Parts {
  readonly frames: ReadonlyMap<string, Frame>;
  readonly channels: Channel[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Sorted, so that the order of files and of their reading shows nowhere. */
function assemble(
  about: Pick<Protocol, "name" | "tags" | "limits">,
  { frames, channels, definitions }: Parts,
): Protocol {
  const sorted = [...new Set(definitions.values())].sort(byText((d) => d.name));
  return {
    ...about,
    frames: [...frames.values()].sort(byText((f) => f.kinds[0].name)),
    channels: channels.sort(byText((c) => c.id)),
    definitions: new Map(sorted.map((d) => [d.name, d])),
  };
}
