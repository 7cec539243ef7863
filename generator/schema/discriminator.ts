/** Finds the property that tells the kinds apart, where nobody has named it. */
import type { TagValue } from "../model.js";
import { type Diagnostic, CodegenError, errorAt } from "../diagnostic.js";
import { oddConstant } from "./alternatives.js";
import { type Candidate, type Candidates, type TagChoice, areApart } from "./candidates.js";
import { type TagRule, candidatesOf } from "./tags.js";

/** The tag that serves every kind. Throws CodegenError where none or several do. */
export function findTag(candidates: Candidates, folder: string): TagChoice {
  // A union that names its discriminator says what a tag is, required or not.
  const [said, ...others] = candidates.discriminators();
  if (said !== undefined && others.length === 0) return { tags: [said], rule: "constant" };
  const strict = lookFor("required", candidates, folder);
  if (typeof strict === "string") return { tags: [strict], rule: "defaulted" };
  const lenient = lookFor("defaulted", candidates, folder);
  if (typeof lenient === "string") return { tags: [lenient], rule: "defaulted" };
  const unclear = strict ?? lenient;
  if (unclear !== undefined) throw new CodegenError([unclear]);
  const odd = candidates.roots().flatMap(({ place }) => oddConstant(place.schema, []) ?? []);
  throw new CodegenError([errorAt("schema/no-kinds", { file: folder }, { tags: [], odd: odd[0] })]);
}

/** The tag; what keeps it from being found; or undefined where nothing looks like a tag. */
function lookFor(rule: TagRule, candidates: Candidates, folder: string): string | Diagnostic | undefined {
  const isTagged = (c: Candidate): boolean => candidatesOf(c.alternatives, rule).size > 0;
  const roots = candidates.roots().filter(isTagged);
  if (roots.length > 1) {
    const tag = commonTag(roots, rule, folder);
    if (typeof tag === "string") return tag;
  }
  const spread = candidates.spread((branches) => areApart(branches, rule), isTagged).filter(isTagged);
  return spread.length === 0 ? undefined : commonTag(spread, rule, folder);
}

type Names = ReadonlyMap<string, readonly TagValue[]>;

function commonTag(all: readonly Candidate[], rule: TagRule, folder: string): string | Diagnostic {
  const alone = all.filter((candidate) => !candidate.shared);
  const perFrame: readonly Names[] = (alone.length > 0 ? alone : all).map((c) => candidatesOf(c.alternatives, rule));
  // What has one value only is surely meant as a tag; a list of values may be just a member.
  const sure = perFrame.filter((names) => [...names.values()].some((values) => values.length === 1));
  const frames = sure.length > 0 ? sure : perFrame;
  const everywhere = [...(frames[0]?.keys() ?? [])].filter((name) => frames.every((names) => names.has(name)));
  const apart = everywhere.filter((name) => areDistinct(frames.map((names) => names.get(name) ?? [])));
  const [tag] = apart.length > 0 ? apart : everywhere;
  if (tag !== undefined && (apart.length === 1 || everywhere.length === 1)) return tag;
  return askForTag(frames, everywhere, folder);
}

function areDistinct(lists: readonly (readonly TagValue[])[]): boolean {
  const all = lists.flat();
  return new Set(all).size === all.length;
}

/** Names what could be meant, what tells most kinds apart first. */
function askForTag(frames: readonly Names[], everywhere: readonly string[], folder: string): Diagnostic {
  const values = new Map<string, Set<TagValue>>();
  for (const names of frames) {
    for (const [name, more] of names) values.set(name, new Set([...(values.get(name) ?? []), ...more]));
  }
  const byNumber = [...values].sort((a, b) => b[1].size - a[1].size).map(([name]) => name);
  const candidates = everywhere.length > 0 ? byNumber.filter((name) => everywhere.includes(name)) : byNumber;
  return errorAt("schema/which-tag", { file: folder }, { candidates, everywhere: everywhere.length > 0 });
}
