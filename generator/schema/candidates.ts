/** From schema files to the schemas that may be frames, and the tags that tell them apart. */
import type { JsonObject } from "../model.js";
import { isObject } from "./json.js";
import { keywords } from "./keywords.js";
import { type Place, type SchemaDocument, keyOf, own, step } from "./places.js";
import { type Resolver } from "./resolve.js";
import { type Alternative, TagReader, branchesOf, followRef } from "./alternatives.js";
import { type TagRow, type TagRule, candidatesOf, kindsOf, rowKey } from "./tags.js";

/** A schema that may describe a frame. */
export interface Candidate {
  readonly place: Place;
  readonly alternatives: readonly Alternative[];
  /** It is the root of a file (or a branch of a union that is), rather than one of the definitions in it. */
  readonly root: boolean;
  /** A union of frames lists it, so it must be a frame. */
  readonly branch: boolean;
  /** Schemas of other files refer to its file, so it may be shared rather than a frame. */
  readonly shared: boolean;
}

/** The properties that tell kinds apart, and which constants count as one. */
export interface TagChoice {
  readonly tags: readonly [string, ...string[]];
  readonly rule: TagRule;
}

/** The candidates of a protocol, by what is known of its tags. */
export class Candidates {
  readonly #documents: readonly SchemaDocument[];
  readonly #resolver: Resolver;
  readonly #shared: ReadonlySet<string>;
  readonly #tags: TagReader;

  constructor(documents: readonly SchemaDocument[], resolver: Resolver) {
    this.#documents = documents;
    this.#resolver = resolver;
    this.#tags = new TagReader(resolver);
    this.#shared = resolver.sharedFiles();
  }

  /** The roots of files as they are. */
  roots(): Candidate[] {
    return this.#documents.map((d) => this.#make(this.#rootOf(d), { root: true, branch: false }));
  }

  /** The schemas that may be frames where `isUnion` tells which unions stand for their branches. */
  spread(isUnion: UnionTest, isTagged: (candidate: Candidate) => boolean): Candidate[] {
    const perFile = this.#documents.map((document) => {
      const roots = this.#branches({ place: this.#rootOf(document), branch: false }, isUnion);
      return { document, roots: roots.map(({ place, branch }) => this.#make(place, { root: true, branch })) };
    });
    const isFrames = (roots: readonly Candidate[]): boolean => roots.some(isTagged);
    const anyRoot = perFile.some(({ roots }) => isFrames(roots));
    // Where files are frames, a file of definitions that nothing refers to can only be frames too.
    const holders = perFile.filter(
      ({ document, roots }) => !anyRoot || (!isFrames(roots) && !this.#shared.has(document.path)),
    );
    const definitions = holders.flatMap(({ document }) => this.#definitions(document, isUnion)).filter(isTagged);
    return distinct([...perFile.flatMap(({ roots }) => roots), ...definitions]);
  }

  /** The candidates, the tags being known. */
  byTags({ tags, rule }: TagChoice): Candidate[] {
    const kinds = (c: Candidate): TagRow[] => kindsOf(c.alternatives, tags, rule);
    return this.spread(
      (branches) => {
        const rows = branches.map((branch) => kinds(branch).map(rowKey));
        const all = rows.flat();
        return all.length > 0 && new Set(all).size === all.length;
      },
      (candidate) => kinds(candidate).length > 0,
    );
  }

  /** The names that unions of the files give as their discriminator. */
  discriminators(): string[] {
    const names = this.#documents.flatMap((document) => {
      const { schema } = this.#rootOf(document);
      const said = isObject(schema) ? own(schema, "discriminator") : undefined;
      const name = isObject(said) ? own(said, "propertyName") : undefined;
      return typeof name === "string" ? [name] : [];
    });
    return [...new Set(names)];
  }

  /** The root of a file, or the definition in the same file that it is no more than a reference to. */
  #rootOf(document: SchemaDocument): Place {
    const root = this.#resolver.rootOf(document);
    const target = followRef(root, this.#resolver);
    const isAlias = isObject(root.schema) && Object.keys(root.schema).every((name) => beside.has(name));
    return isAlias && target?.document === document && target.pointer !== "" ? target : root;
  }

  #make(place: Place, how: Pick<Candidate, "root" | "branch">): Candidate {
    const alternatives = this.#tags.alternativesOf(place);
    return { place, ...how, shared: this.#shared.has(place.document.path), alternatives };
  }

  /** Definitions that stand for themselves come first: of two for one kind the first may count. */
  #definitions(document: SchemaDocument, isUnion: UnionTest): Candidate[] {
    const places = definitionsOf(this.#resolver.rootOf(document));
    const spread = places.map((place) => this.#branches({ place, branch: false }, isUnion));
    const own = spread.filter((list) => list.length === 1).flat();
    const listed = spread.filter((list) => list.length !== 1).flat();
    return [...own, ...listed].map(({ place }) => this.#make(place, { root: false, branch: false }));
  }

  /** A schema that is a union of frames stands for the frames. */
  #branches(from: Listed, isUnion: UnionTest, seen = new Set<string>()): Listed[] {
    const { schema } = from.place;
    const key = keyOf(from.place);
    if (!isObject(schema) || !isMereUnion(schema) || seen.has(key)) return [from];
    seen.add(key);
    const branches = [...branchesOf(from.place, "oneOf"), ...branchesOf(from.place, "anyOf")];
    const targets = branches.map((branch) => followRef(branch, this.#resolver) ?? branch);
    if (targets.length < 2) return [from];
    const said = isObject(own(schema, "discriminator"));
    const inner = targets.flatMap((place) => this.#branches({ place, branch: said }, isUnion, seen));
    const candidates = inner.map(({ place, branch }) => this.#make(place, { root: true, branch }));
    return said || isUnion(candidates) ? inner.map((one) => ({ ...one, branch: one.branch || said })) : [from];
  }
}

/** Whether these, which a union lists, are frames of their own, rather than forms of one frame. */
export type UnionTest = (branches: readonly Candidate[]) => boolean;

/** Whether some member tells each of these from the others. */
export function areApart(branches: readonly Candidate[], rule: TagRule): boolean {
  const all = branches.map((branch) => candidatesOf(branch.alternatives, rule));
  return [...(all[0]?.keys() ?? [])].some((name) => {
    const values = all.map((names) => names.get(name));
    const flat = values.flat();
    return values.every((v) => v !== undefined) && new Set(flat).size === flat.length;
  });
}

/** A schema, and whether a union lists it as a frame. */
interface Listed {
  readonly place: Place;
  readonly branch: boolean;
}

/** What may stand beside a reference that says all there is to say. */
const beside: ReadonlySet<string> = new Set(["$ref", "$schema", "$id", "$comment", "$defs", "definitions"]);

/** Frames are objects whatever a union says of their type. */
const isSilent = (name: string): boolean => name === "type" || keywords.get(name)?.annotation === true;

/** Whether a schema says nothing but which schemas it is a union of, so that a branch can be taken out of it. */
function isMereUnion(schema: JsonObject): boolean {
  const saying = Object.keys(schema).filter((name) => keywords.has(name) && !isSilent(name));
  return saying.length === 1 && (saying[0] === "oneOf" || saying[0] === "anyOf");
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = keyOf(candidate.place);
    if (!byKey.has(key)) byKey.set(key, candidate);
  }
  return [...byKey.values()];
}

function definitionsOf(root: Place): Place[] {
  const { schema } = root;
  if (!isObject(schema)) return [];
  return ["$defs", "definitions"].flatMap((name) => {
    const map = own(schema, name);
    return isObject(map) ? Object.entries(map).map(([key, inner]) => step(root, [name, key], inner)) : [];
  });
}
