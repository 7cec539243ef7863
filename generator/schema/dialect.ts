/**
 * The drafts of JSON Schema that can be read, and where their rules differ. Sources: the specifications at
 * json-schema.org, under draft-04, draft-06, draft-07, draft/2019-09 and draft/2020-12.
 */
import type { JsonObject, JsonValue } from "../model.js";

export type Dialect = "draft-04" | "draft-06" | "draft-07" | "2019-09" | "2020-12";

/** Oldest first. */
export const dialects: readonly Dialect[] = ["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"];

/** Whether a draft is older than another. */
export function isBefore(dialect: Dialect, other: Dialect): boolean {
  return dialects.indexOf(dialect) < dialects.indexOf(other);
}

/** The draft that a `$schema` names, if we know it. */
export function dialectOf(uri: string): Dialect | undefined {
  const [, name] = /^https?:\/\/json-schema\.org\/(draft-0[467]|draft\/20(?:19-09|20-12))\/schema#?$/.exec(uri) ?? [];
  return dialects.find((dialect) => dialect === name?.replace("draft/", ""));
}

/** Whether whatever stands beside a `$ref` does not count. */
export function ignoresSiblings(dialect: Dialect): boolean {
  return isBefore(dialect, "2019-09");
}

/** Whether `items` may list the schemas of a tuple, rather than `prefixItems`. */
export function hasTupleItems(dialect: Dialect): boolean {
  return isBefore(dialect, "2020-12");
}

/** Whether an identifier such as `#name` is an anchor; later drafts have `$anchor` for that. */
export function hasAnchorIds(dialect: Dialect): boolean {
  return isBefore(dialect, "2019-09");
}

/** The keyword that gives a schema its identifier. */
export function idKeyword(dialect: Dialect): "id" | "$id" {
  return dialect === "draft-04" ? "id" : "$id";
}

/** A schema in the words of later drafts: draft-04 has `id`, and says with a flag whether a bound is exclusive. */
export function reworded(schema: JsonObject, dialect: Dialect): JsonObject {
  if (dialect !== "draft-04") return schema;
  const words: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(schema)) {
    const [bound, exclusive] = bounds.find((pair) => pair[0] === name || pair[1] === name) ?? [];
    if (name === "id") words["$id"] = value;
    else if (bound === undefined || exclusive === undefined) words[name] = value;
    else if (name === exclusive && typeof value !== "boolean") words[name] = value;
    else if (name === bound) words[schema[exclusive] === true ? exclusive : bound] = value;
  }
  return words;
}

const bounds = [
  ["minimum", "exclusiveMinimum"],
  ["maximum", "exclusiveMaximum"],
] as const;
