/** From schema files to the schemas that may be frames, and the tag that tells them apart. */
import type { TagValue } from "../model.js";
import { type Diagnostic, CodegenError, errorAt } from "../diagnostic.js";
import { isObject } from "./json.js";
import { type Place, type SchemaDocument, keyOf, own, step } from "./places.js";
import { type Resolver } from "./resolve.js";
import { type Alternative, alternativesOf, branchesOf, candidatesOf, followRef } from "./tags.js";

/** A schema that may describe a frame. */
export interface Candidate {
  readonly place: Place;
  readonly alternatives: readonly Alternative[];
  /** It is the root of a file (or a branch of a union that is), rather than one of the definitions in it. */
  readonly root: boolean;
  /** A union lists it by reference, and a `discriminator` says that the union is one of frames. */
  readonly branch: boolean;
  /** Schemas of other files refer to its file, so it may be shared rather than a frame. */
  readonly shared: boolean;
}

/** The schemas that may be frames: the roots of files; the branches of a root that is a union; else the definitions. */
export function findCandidates(
  documents: readonly SchemaDocument[],
  resolver: Resolver,
  tags: readonly string[],
): Candidate[] {
  const shared = resolver.sharedFiles();
  const make = (place: Place, how: Pick<Candidate, "root" | "branch">): Candidate => ({
    place,
    ...how,
    shared: shared.has(place.document.path),
    alternatives: alternativesOf(place, resolver),
  });
  const roots = documents
    .flatMap((d) => unionBranches({ place: resolver.rootOf(d), branch: false }, resolver))
    .map(({ place, branch }) => make(place, { root: true, branch }));
  const tagged = (c: Candidate): boolean => {
    const names = candidatesOf(c.alternatives);
    return tags.length > 0 ? tags.some((tag) => names.has(tag)) : names.size > 0;
  };
  if (roots.some(tagged)) return distinct(roots);
  const definitions = documents.flatMap((d) => definitionsOf(resolver.rootOf(d)));
  return distinct([
    ...roots,
    ...definitions.map((place) => make(place, { root: false, branch: false })).filter(tagged),
  ]);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((c) => [keyOf(c.place), c])).values()];
}

/** A schema, and whether a union with a `discriminator` lists it. */
interface Listed {
  readonly place: Place;
  readonly branch: boolean;
}

/** A root that only lists references to schemas with different tags stands for those schemas. */
function unionBranches(root: Listed, resolver: Resolver, depth = 0): Listed[] {
  const { schema } = root.place;
  if (!isObject(schema) || depth > 8 || Object.hasOwn(schema, "properties")) return [root];
  const branches = [...branchesOf(root.place, "oneOf"), ...branchesOf(root.place, "anyOf")];
  const targets = branches.map((branch) => followRef(branch, resolver));
  if (branches.length < 2 || !targets.every((t) => t !== undefined)) return [root];
  const said = isObject(own(schema, "discriminator"));
  const all = targets.map((t) => candidatesOf(alternativesOf(t, resolver)));
  const apart = [...(all[0]?.keys() ?? [])].some((name) => disjoint(all.map((c) => c.get(name))));
  if (!said && !apart) return [root];
  return targets.flatMap((place) => unionBranches({ place, branch: said }, resolver, depth + 1));
}

function disjoint(sets: readonly (readonly TagValue[] | undefined)[]): boolean {
  const seen = new Set<TagValue>();
  for (const values of sets) {
    if (values === undefined || values.some((v) => seen.has(v))) return false;
    for (const v of values) seen.add(v);
  }
  return true;
}

function definitionsOf(root: Place): Place[] {
  const { schema } = root;
  if (!isObject(schema)) return [];
  return ["$defs", "definitions"].flatMap((name) => {
    const map = own(schema, name);
    return isObject(map) ? Object.entries(map).map(([key, inner]) => step(root, [name, key], inner)) : [];
  });
}

/** The tag that serves every kind. Throws CodegenError where none or several do. */
export function findTag(all: readonly Candidate[], folder: string): string {
  const alone = all.filter((c) => !c.shared && candidatesOf(c.alternatives).size > 0);
  const candidates = alone.length > 0 ? alone : all;
  const perFrame = candidates.map((c) => candidatesOf(c.alternatives));
  // What has one value only is surely meant as a tag; a list of values may be just a member.
  const sure = perFrame.filter((names) => [...names.values()].some((values) => values.length === 1));
  const frames = sure.length > 0 ? sure : perFrame.filter((names) => names.size > 0);
  if (frames.length === 0) throw new CodegenError([errorAt("schema/no-kinds", { file: folder }, {})]);
  const everywhere = [...(frames[0]?.keys() ?? [])].filter((name) => frames.every((names) => names.has(name)));
  const apart = everywhere.filter((name) => disjoint(frames.map((names) => names.get(name))));
  const [tag] = apart.length > 0 ? apart : everywhere;
  if (tag !== undefined && (apart.length === 1 || everywhere.length === 1)) return tag;
  throw new CodegenError([askForTag(frames, everywhere, folder)]);
}

function askForTag(
  frames: readonly Map<string, readonly TagValue[]>[],
  everywhere: readonly string[],
  folder: string,
): Diagnostic {
  const counts = new Map<string, number>();
  for (const names of frames) for (const name of names.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const candidates = everywhere.length > 0 ? everywhere : [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return errorAt("schema/which-tag", { file: folder }, { candidates, everywhere: everywhere.length > 0 });
}
