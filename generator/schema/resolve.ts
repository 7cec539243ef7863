/**
 * References to places. Every schema file below the root is known before the first reference is followed, so following
 * one never opens a file: what is not in the index does not exist.
 */
import type { JsonObject, JsonValue } from "../model.js";
import { type Diagnostic, type Where, errorAt } from "../diagnostic.js";
import { hasAnchorIds, idKeyword } from "./dialect.js";
import { isObject } from "./json.js";
import {
  type Place,
  type SchemaDocument,
  addressOf,
  home,
  keyOf,
  own,
  placesBelow,
  resolveUri,
  scopeOf,
  step,
} from "./places.js";
import { join, split } from "./pointer.js";

/** The keywords that refer to a schema. */
export type RefKeyword = "$ref" | "$dynamicRef" | "$recursiveRef";

export class Resolver {
  readonly #places = new Map<string, Place>();
  /** Addresses that two schemas go by, and the other one. */
  readonly #doubled = new Map<string, Place>();
  readonly #dynamicAnchors = new Map<string, Place[]>();
  readonly #recursiveAnchors: Place[] = [];
  readonly #roots = new Map<SchemaDocument, Place>();
  readonly #references: { readonly ref: string; readonly from: Place }[] = [];

  constructor(documents: readonly SchemaDocument[]) {
    for (const document of documents) {
      const { dialect, root } = document;
      const bare: Place = { document, pointer: "", schema: root, base: addressOf(document.path), dialect };
      const place = { ...bare, ...scopeOf(bare) };
      this.#roots.set(document, place);
      this.#places.set(bare.base, place);
    }
    for (const place of this.#roots.values()) {
      // Most files say nothing that leads anywhere, and need not be gone through for it.
      if (place.document.hasLinks) this.#index(place);
    }
  }

  /** The root of a document as a place. */
  rootOf(document: SchemaDocument): Place {
    const place = this.#roots.get(document);
    if (place === undefined) throw new Error(`not a document of this resolver: ${document.path}`);
    return place;
  }

  #index(from: Place): void {
    for (const place of placesBelow(from)) if (isObject(place.schema)) this.#indexOne(place, place.schema);
  }

  #indexOne(place: Place, schema: JsonObject): void {
    const ref = own(schema, "$ref");
    if (typeof ref === "string") this.#references.push({ ref, from: place });
    const add = (uri: string): void => this.#add(uri, place);
    const id = own(schema, idKeyword(place.dialect));
    if (typeof id === "string") {
      if (!id.startsWith("#")) add(place.base);
      else if (hasAnchorIds(place.dialect)) add(place.base + id);
    }
    if (own(schema, "$recursiveAnchor") === true && place.dialect === "2019-09") this.#recursiveAnchors.push(place);
    for (const name of ["$anchor", "$dynamicAnchor"]) {
      const anchor = own(schema, name);
      if (typeof anchor !== "string" || hasAnchorIds(place.dialect)) continue;
      add(`${place.base}#${anchor}`);
      if (name !== "$dynamicAnchor") continue;
      const known = this.#dynamicAnchors.get(anchor) ?? [];
      known.push(place);
      this.#dynamicAnchors.set(anchor, known);
    }
  }

  #add(uri: string, place: Place): void {
    const known = this.#places.get(uri);
    if (known === undefined) this.#places.set(uri, place);
    // Somebody may have a copy of a metaschema that we know.
    else if (keyOf(known) !== keyOf(place) && !isBuiltIn(known) && !isBuiltIn(place)) this.#doubled.set(uri, place);
  }

  /** Paths of the files that schemas of other files refer to. */
  sharedFiles(): Set<string> {
    const shared = new Set<string>();
    for (const { ref, from } of this.#references) {
      // Most stay in their file, and need not be followed to know.
      if (ref.startsWith("#") && this.#places.get(from.base)?.document === from.document) continue;
      const target = this.resolve(ref, from);
      if (!("code" in target) && target.document !== from.document) shared.add(target.document.path);
    }
    return shared;
  }

  /** Follows the reference that a keyword of `from` holds. */
  resolve(reference: string, from: Place, keyword: RefKeyword = "$ref"): Place | Diagnostic {
    const where = { file: from.document.file, pointer: join(from.pointer, keyword) };
    if (keyword === "$dynamicRef") {
      const target = this.#dynamicTarget(reference.slice(1), from);
      return target ?? errorAt("schema/unsupported", where, { what: "a $dynamicRef that could mean several anchors" });
    }
    const uri = resolveUri(reference, from.base);
    if (uri === undefined) return errorAt("schema/bad-ref", where, { ref: reference });
    const [address = "", fragment = ""] = splitOnce(uri, "#");
    const resource = this.#resource(address, reference, from);
    if (resource === undefined) return this.#unresolved(reference, uri, from);
    const other = this.#doubled.get(address);
    if (other !== undefined) return doubledId(where, reference, [resource, other]);
    const decoded = decode(fragment);
    if (decoded === undefined) return errorAt("schema/bad-ref", where, { ref: reference });
    if (decoded !== "" && !decoded.startsWith("/")) {
      const anchored = `${resource.base}#${decoded}`;
      const [found, twin] = [this.#places.get(anchored), this.#doubled.get(anchored)];
      if (found === undefined) return errorAt("schema/dangling-ref", where, { ref: reference, missing: `#${decoded}` });
      return twin === undefined ? found : doubledId(where, reference, [found, twin]);
    }
    const target = walk(resource, decoded, { reference, where });
    if (keyword === "$recursiveRef" && this.#recursiveAnchors.length > 1 && this.#isRecursive(target)) {
      return errorAt("schema/unsupported", where, { what: "a $recursiveRef that could mean several schemas" });
    }
    return target;
  }

  /** Whether what it leads to may be put in the place of another schema, by the way that led to it. */
  #isRecursive(target: Place | Diagnostic): boolean {
    return "schema" in target && isObject(target.schema) && own(target.schema, "$recursiveAnchor") === true;
  }

  /**
   * What a dynamic reference means where that does not depend on the way to it: there is one such anchor, or it is that
   * of a metaschema, whose parts are only ever reached through the whole.
   */
  #dynamicTarget(anchor: string, from: Place): Place | undefined {
    const candidates = this.#dynamicAnchors.get(anchor) ?? [];
    const whole = candidates.find((place) => isBuiltIn(from) && place.document.path.endsWith("/schema.json"));
    return whole ?? (candidates.length === 1 ? candidates[0] : undefined);
  }

  /** By identifier, else by the path of the file that the reference is in: `$id` may be an address that files never had. */
  #resource(address: string, reference: string, from: Place): Place | undefined {
    const known = this.#places.get(address);
    if (known !== undefined) return known;
    const byPath = resolveUri(reference, addressOf(from.document.path));
    return byPath === undefined ? undefined : this.#places.get(byPath.split("#")[0] ?? "");
  }

  #unresolved(reference: string, uri: string, from: Place): Diagnostic {
    const where = { file: from.document.file, pointer: join(from.pointer, "$ref") };
    if (!uri.startsWith(home)) {
      const outside = uri.startsWith("https://schemas.invalid/") || /^\.{0,2}\/(?!\/)/.test(reference);
      return errorAt(outside ? "schema/outside-root" : "schema/remote-ref", where, { ref: reference });
    }
    return errorAt("schema/dangling-ref", where, {
      ref: reference,
      missing: decode(uri.slice(home.length).split("#")[0] ?? "") ?? uri,
    });
  }
}

/** Whether a schema is of a draft's own metaschema. */
function isBuiltIn(place: Place): boolean {
  return place.document.path.startsWith("(");
}

function doubledId(where: Where, ref: string, places: readonly [Place, Place]): Diagnostic {
  const [one, two] = places.map(({ document, pointer }) =>
    pointer === "" ? document.path : `${document.path}#${pointer}`,
  );
  return errorAt("schema/doubled-id", where, { ref, one: one ?? "", two: two ?? "" });
}

/** Follows a JSON pointer. Only own members count, and only whole numbers are positions. */
function walk(
  resource: Place,
  pointer: string,
  { reference, where }: { reference: string; where: Where },
): Place | Diagnostic {
  const tokens = split(pointer);
  if (tokens === undefined) return errorAt("schema/bad-ref", where, { ref: reference });
  let place = resource;
  for (const token of tokens) {
    const next = part(place.schema, token);
    if (next === undefined) {
      return errorAt("schema/dangling-ref", where, { ref: reference, missing: join(place.pointer, token) });
    }
    place = step(place, [token], next);
  }
  return place;
}

function part(value: JsonValue, token: string): JsonValue | undefined {
  if (Array.isArray(value))
    return /^(0|[1-9]\d*)$/.test(token) ? (value[Number(token)] as JsonValue | undefined) : undefined;
  return isObject(value) ? own(value, token) : undefined;
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
