/** Schemas at their places: in which file, where in it, and what references there are relative to. */
import type { JsonObject, JsonValue } from "../model.js";
import { isObject } from "./json.js";
import { type Dialect, dialectOf, hasAnchorIds, idKeyword, ignoresSiblings } from "./dialect.js";
import { childrenOf } from "./keywords.js";
import { join } from "./pointer.js";

/** A schema file that has been parsed. */
export interface SchemaDocument {
  /** Absolute path. */
  readonly file: string;
  /** Path below the root, with `/`. */
  readonly path: string;
  readonly root: JsonObject | boolean;
  readonly dialect: Dialect;
  /** Whether something in it may have an identifier, or refer to another schema. */
  readonly hasLinks: boolean;
}

/** A schema at its place, with what its references are relative to. */
export interface Place {
  readonly document: SchemaDocument;
  readonly pointer: string;
  readonly schema: JsonValue;
  /** Base URI of references, without fragment. */
  readonly base: string;
  readonly dialect: Dialect;
}

// Files get addresses of a host that cannot exist; the folder keeps `..` from being swallowed at the host's root.
export const home = "https://schemas.invalid/root/";

/** Whether two places are the same one. */
export function keyOf(place: Place): string {
  return `${place.document.path}#${place.pointer}`;
}

/** An own member of an object; inherited ones, such as `constructor`, are none. */
export function own(value: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The place of a part of a schema: follows `$id` and `$schema` on the way. */
export function step(place: Place, tokens: readonly string[], schema: JsonValue): Place {
  const { document, base, dialect } = place;
  const inner: Place = { document, pointer: join(place.pointer, ...tokens), schema, base, dialect };
  return mayScope(schema) ? { ...inner, ...scopeOf(inner) } : inner;
}

/** Whether a schema may change base or dialect; few do, and every part of every schema is asked. */
function mayScope(schema: JsonValue): boolean {
  return isObject(schema) && ("$id" in schema || "id" in schema || "$schema" in schema);
}

/** Base and dialect inside of a schema, given those around it. */
export function scopeOf(place: Place): Pick<Place, "base" | "dialect"> {
  const { schema, base } = place;
  if (!isObject(schema)) return { base, dialect: place.dialect };
  const named = own(schema, "$schema");
  const dialect = (typeof named === "string" ? dialectOf(named) : undefined) ?? place.dialect;
  const id = own(schema, idKeyword(dialect));
  const isBase =
    typeof id === "string" &&
    !(ignoresSiblings(dialect) && Object.hasOwn(schema, "$ref")) &&
    !(hasAnchorIds(dialect) && id.startsWith("#"));
  if (!isBase) return { base, dialect };
  return { base: resolveUri(id, base)?.split("#")[0] ?? base, dialect };
}

/** A reference against its base; undefined where it is no URI reference. */
export function resolveUri(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

/** A schema and all schemas inside of it. */
export function* placesBelow(from: Place): Generator<Place> {
  const open = [from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    yield place;
    if (!isObject(place.schema)) continue;
    for (const [name, value] of Object.entries(place.schema)) {
      for (const child of childrenOf(name, value)) open.push(step(place, child.tokens, child.schema));
    }
  }
}

/** The address of a file below the root. */
export function addressOf(path: string): string {
  return home + path.split("/").map(encodeURIComponent).join("/");
}
