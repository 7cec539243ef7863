/** Drafts to definitions: copies of one shared definition become one, and each gets its name. */
import type { Definition, Schema } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import type { Draft } from "./draft.js";
import { definitionNames } from "./names.js";
import type { Place } from "./places.js";
import { mapSchema } from "./traverse.js";

/** A definition's place in messages. */
function whereIs(place: Place): { file: string; pointer: string } {
  return { file: place.document.file, pointer: place.pointer };
}

/** Names that are decided before those of shared definitions. */
export interface DecidedNames {
  /** Of frames, by key. */
  readonly frames: ReadonlyMap<string, string>;
  /** Of unions. */
  readonly unions: readonly string[];
}

/** Names all drafts. Gives the definition of each key; several keys may share one. */
export function bundle(
  drafts: ReadonlyMap<string, Draft>,
  decided: DecidedNames,
  found: Diagnostic[],
): Map<string, Definition> {
  const leaders = mergeCopies(drafts, decided.frames);
  const names = nameAll(drafts, { leaders, decided }, found);
  const made = new Map<string, Definition>();
  const nameOf = (key: string): string => names.get(leaders.get(key) ?? key) ?? key;
  for (const [key, { place, schema }] of drafts) {
    if (leaders.get(key) !== key) continue;
    made.set(key, { name: nameOf(key), schema: mapRefs(schema, nameOf), source: whereIs(place) });
  }
  const all = new Map<string, Definition>();
  for (const key of drafts.keys()) {
    const definition = made.get(leaders.get(key) ?? key);
    if (definition !== undefined) all.set(key, definition);
  }
  return all;
}

/** A copy of a schema with each `$ref` changed. */
function mapRefs(schema: Schema, change: (ref: string) => string): Schema {
  return mapSchema(schema, (copy) => {
    if (copy.$ref !== undefined) copy.$ref = change(copy.$ref);
  });
}

// Each takes in what lies one reference further away. Copies that differ only farther away than this stay apart.
const mostRounds = 50;

/**
 * Definitions of one name and one content, also through what they refer to, are copies of one. Starts from "same name,
 * same text" and splits classes until references agree too.
 */
function mergeCopies(drafts: ReadonlyMap<string, Draft>, frameNames: ReadonlyMap<string, string>): Map<string, string> {
  const label = (key: string, draft: Draft): string =>
    frameNames.has(key) ? `frame ${key}` : (definitionNames(draft.place)[0] ?? key);
  let classes = new Map([...drafts].map(([key, draft]) => [key, label(key, draft)]));
  // Most names are taken once, so most definitions are copies of nothing, whatever is in them.
  const groups = groupedBy([...classes.keys()], (key) => classes.get(key) ?? key);
  const unsettled = new Set([...groups.values()].filter((group) => group.length > 1).flat());
  const settled = [...drafts.keys()].filter((key) => !unsettled.has(key)).map((key) => [key, key] as const);
  for (let [count, rounds] = [0, 0]; rounds < mostRounds; rounds += 1) {
    const next = new Map<string, string>(settled);
    const leaders = new Map<string, string>();
    for (const [key, draft] of drafts) {
      if (!unsettled.has(key)) continue;
      const content = JSON.stringify(mapRefs(draft.schema, (ref) => classes.get(ref) ?? ref));
      const signature = `${classes.get(key) ?? key} ${content}`;
      if (!leaders.has(signature)) leaders.set(signature, key);
      next.set(key, leaders.get(signature) ?? key);
    }
    if (leaders.size === count) return next;
    count = leaders.size;
    classes = next;
  }
  return new Map([...drafts.keys()].map((key) => [key, key]));
}

interface Known {
  readonly leaders: ReadonlyMap<string, string>;
  readonly decided: DecidedNames;
}

function nameAll(
  drafts: ReadonlyMap<string, Draft>,
  { leaders, decided }: Known,
  found: Diagnostic[],
): Map<string, string> {
  const names = new Map(decided.frames);
  const fixed = new Set([...decided.frames.values(), ...decided.unions].map((name) => name.toLowerCase()));
  const shared = [...drafts].filter(([key]) => leaders.get(key) === key && !decided.frames.has(key));
  const choices = new Map(shared.map(([key, draft]) => [key, definitionNames(draft.place)]));
  const levels = new Map(shared.map(([key]) => [key, 0]));
  const chosen = (key: string): string => choices.get(key)?.[levels.get(key) ?? 0] ?? choices.get(key)?.at(-1) ?? key;
  for (let level = 0; level < 3; level += 1) {
    for (const clash of clashes(
      shared.map(([key]) => key),
      chosen,
      fixed,
    )) {
      for (const key of clash) levels.set(key, level + 1);
    }
  }
  for (const clash of clashes(
    shared.map(([key]) => key),
    chosen,
    fixed,
  )) {
    const [first, second] = clash.map((key) => drafts.get(key)?.place);
    if (first !== undefined) {
      found.push(
        errorAt("schema/name-clash", whereIs(first), {
          name: chosen(clash[0] ?? ""),
          other: second?.document.path ?? "a frame",
        }),
      );
    }
  }
  for (const [key] of shared) names.set(key, chosen(key));
  return names;
}

/** Groups of keys whose names are the same but for letter case, or that of a frame. */
function clashes(keys: readonly string[], nameOf: (key: string) => string, fixed: ReadonlySet<string>): string[][] {
  const groups = groupedBy(keys, (key) => nameOf(key).toLowerCase());
  return [...groups].filter(([name, group]) => group.length > 1 || fixed.has(name)).map(([, group]) => group);
}

function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
