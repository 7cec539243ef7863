/** Which property tells the kinds apart, and which kinds a schema describes. */
import type { TagValue } from "../model.js";
import type { Alternative } from "./alternatives.js";

/** Which constant members may be a tag: those that must be there, those with a default too, or any. */
export type TagRule = "required" | "defaulted" | "constant";

/** The values that a member may hold where it may be a tag; undefined where it may not. */
function tagValues(alternative: Alternative, name: string, rule: TagRule): readonly TagValue[] | undefined {
  const { constants, required, defaulted } = alternative;
  const may = rule === "constant" || required.has(name) || (rule === "defaulted" && defaulted.has(name));
  const values = may ? constants.get(name) : undefined;
  return values?.length === 0 ? undefined : values;
}

/** Members that could be the tag in every alternative, with their values. */
export function candidatesOf(
  alternatives: readonly Alternative[],
  rule: TagRule = "required",
): Map<string, readonly TagValue[]> {
  const [first] = alternatives;
  const found = new Map<string, readonly TagValue[]>();
  for (const name of first?.constants.keys() ?? []) {
    const all = alternatives.map((a) => tagValues(a, name, rule));
    if (all.every((values) => values !== undefined)) found.set(name, [...new Set(all.flat())]);
  }
  return found;
}

// Lists of values multiply where there are several tags; so many kinds are past every limit.
const mostRows = 200_000;

/** The value of each tag; `undefined` where a kind does not fix that tag. */
export type TagRow = readonly (TagValue | undefined)[];

/** The value tuples of a frame: one for each kind that it describes; none where some alternative has no tag. */
export function kindsOf(alternatives: readonly Alternative[], tags: readonly string[], rule: TagRule): TagRow[] {
  const tuples = new Map<string, TagRow>();
  const tagged = (a: Alternative): boolean => tags.some((tag) => tagValues(a, tag, rule) !== undefined);
  if (!alternatives.every(tagged)) return [];
  for (const alternative of alternatives) {
    let rows: TagRow[] = [[]];
    for (const tag of tags) {
      const values = tagValues(alternative, tag, rule) ?? [undefined];
      rows = rows.flatMap((row) => values.map((value) => [...row, value]).slice(0, mostRows / rows.length));
    }
    for (const row of rows) if (row.some((v) => v !== undefined)) tuples.set(rowKey(row), row);
    if (tuples.size >= mostRows) break;
  }
  return [...tuples.values()];
}

/** Equal for equal tuples. */
export function rowKey(row: TagRow): string {
  return JSON.stringify(row.map((value) => value ?? null));
}

/** Those of these tags that a frame has in each of its kinds, though its schema does not ask for them. */
export function optionalTags(alternatives: readonly Alternative[], tags: readonly string[], rule: TagRule): string[] {
  return tags.filter(
    (tag) =>
      alternatives.every((a) => tagValues(a, tag, rule) !== undefined) &&
      !alternatives.every((a) => a.required.has(tag)),
  );
}
