/** Which of the candidates are frames, of which kinds, and what the rest is. */
import { dirname } from "node:path";
import type { Kind, Limits, Settings } from "../model.js";
import { type Diagnostic, type Where, errorAt, warningAt } from "../diagnostic.js";
import { oddConstant } from "./alternatives.js";
import type { Candidate, TagChoice } from "./candidates.js";
import { isObject } from "./json.js";
import { frameTypeName } from "./names.js";
import type { Place } from "./places.js";
import { tooMany } from "./widths.js";
import { type TagRow, candidatesOf, kindsOf, optionalTags, rowKey } from "./tags.js";

/** A candidate that declares a kind, or several. */
export interface FrameRoot {
  readonly place: Place;
  readonly kinds: readonly [Kind, ...Kind[]];
  /** Tags that its schema does not ask for, though a frame without them is of no kind. */
  readonly optional: readonly string[];
}

export function whereIs(place: Place): Where & { file: string; pointer: string } {
  return { file: place.document.file, pointer: place.pointer };
}

/** How a place is called in messages. */
export function nameOf(place: Place): string {
  return place.document.path + (place.pointer === "" ? "" : `#${place.pointer}`);
}

/**
 * The frames among the candidates. A kind is declared once; a second declaration is left out, as an error or a warning.
 * Throws CodegenError where there are too many kinds.
 */
export function framesAmong(
  candidates: readonly Candidate[],
  rules: TagChoice & Pick<Settings, "onDuplicateKind" | "limits">,
  found: Diagnostic[],
): FrameRoot[] {
  const owners = new Map<string, Candidate>();
  const frames = candidates.flatMap((candidate) => {
    const { place, alternatives } = candidate;
    const kinds: Kind[] = [];
    for (const kind of kindsOf(alternatives, rules.tags, rules.rule).map(kindOf)) {
      const key = rowKey(kind.values);
      const other = owners.get(key);
      if (other === undefined) {
        owners.set(key, candidate);
        kinds.push(kind);
        continue;
      }
      const report = rules.onDuplicateKind === "first" ? warningAt : errorAt;
      const tags = tagsApart(candidate, other, rules.tags);
      found.push(report("schema/doubled-kind", whereIs(place), { kind: kind.name, other: nameOf(other.place), tags }));
    }
    const [first, ...rest] = kinds;
    const optional = optionalTags(alternatives, rules.tags, rules.rule);
    return first === undefined ? [] : [{ place, kinds: [first, ...rest] as const, optional }];
  });
  checkCount(frames, owners.size, rules.limits);
  return frames;
}

/** These tags and one more that tells two frames apart, if there is such. */
function tagsApart(one: Candidate, other: Candidate, tags: readonly string[]): readonly string[] | undefined {
  const others = candidatesOf(other.alternatives);
  for (const [name, values] of candidatesOf(one.alternatives)) {
    const known = others.get(name);
    if (known !== undefined && !values.some((value) => known.includes(value))) return [...tags, name];
  }
  return undefined;
}

function checkCount([first]: readonly FrameRoot[], count: number, limits: Limits): void {
  if (first === undefined || count <= limits.kinds) return;
  throw tooMany("kinds", { where: { file: dirname(first.place.document.file) }, count, limits, key: "kinds" });
}

function kindOf(values: TagRow): Kind {
  return { name: values.filter((v) => v !== undefined).join("."), values };
}

/**
 * What is neither a frame nor used by one: a frame whose tag is missing, or there by mistake. `reached` holds the keys of
 * all places that frames refer to.
 */
export function reportUnused(
  candidates: readonly Candidate[],
  reached: Iterable<string>,
  { tags, rule }: TagChoice,
): Diagnostic[] {
  const declaring = new Set(candidates.filter((c) => kindsOf(c.alternatives, tags, rule).length > 0));
  const files = new Set([
    ...Array.from(declaring, (c) => c.place.document.path),
    ...Array.from(reached, (key) => key.slice(0, key.indexOf("#"))),
  ]);
  return candidates.flatMap((candidate) => {
    const { place, root, branch } = candidate;
    if (declaring.has(candidate) || !(branch || (root && !files.has(place.document.path)))) return [];
    const looksLikeFrame = isObject(place.schema) && Object.hasOwn(place.schema, "properties");
    const report = branch || looksLikeFrame ? errorAt : warningAt;
    const [tag] = tags;
    const odd = oddConstant(place.schema, tags);
    return [report(branch || looksLikeFrame ? "schema/no-tag" : "schema/unused", whereIs(place), { tag, odd })];
  });
}

/** The type name of each frame. Two that differ in letter case only are one too many. */
export function nameFrames(frames: readonly FrameRoot[], name: string, found: Diagnostic[]): Map<FrameRoot, string> {
  const names = new Map<FrameRoot, string>();
  const owners = new Map<string, FrameRoot>();
  for (const frame of frames) {
    const typeName = frameTypeName(frame.place, frame.kinds[0].name, name);
    const other = owners.get(typeName.toLowerCase());
    if (other !== undefined) {
      found.push(errorAt("schema/name-clash", whereIs(frame.place), { name: typeName, other: nameOf(other.place) }));
    }
    owners.set(typeName.toLowerCase(), frame);
    names.set(frame, typeName);
  }
  return names;
}
