/**
 * The schemas of a protocol to our own bundle: by one set of rules (draft 2020-12), known keywords only, references
 * resolved. No library ever sees the text that a person wrote as a schema; it sees what this file makes.
 */
import type { JsonObject, JsonValue, Schema, SchemaObject, Settings } from "../model.js";
import { type Diagnostic, type Where, errorAt, stopAfterMany, warningAt } from "../diagnostic.js";
import type { Draft, Link, PatternUse } from "./draft.js";
import { dialectOf, hasTupleItems, ignoresSiblings, reworded } from "./dialect.js";
import { formatNames } from "./formats.js";
import { isOfOthers, keywordFault } from "./known.js";
import { keywords } from "./keywords.js";
import { applyNullable } from "./nullable.js";
import { join } from "./pointer.js";
import { isObject } from "./json.js";
import { annotations } from "./traverse.js";
import { type Place, keyOf, own, step } from "./places.js";
import type { RefKeyword, Resolver } from "./resolve.js";
import { tooMany, widthFault } from "./widths.js";

export type NormaliseOptions = Pick<Settings, "unknownKeywords" | "unknownFormats" | "ignoreFormats" | "limits">;

/** Normalises `roots` and all that they reach, by the keys of their places. Throws CodegenError where that is too much. */
export function normalise(roots: readonly Place[], resolver: Resolver, options: NormaliseOptions): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  const open = [...roots];
  const { limits } = options;
  const all: Diagnostic[] = [];
  let count = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const key = keyOf(place);
    if (drafts.has(key)) continue;
    const one = new Normaliser(resolver, options);
    const schema = one.schemaAt(place);
    count += one.count;
    if (count > limits.schemas) {
      throw tooMany("schemas in all", {
        where: { file: place.document.file, pointer: place.pointer },
        count,
        limits,
        key: "schemas",
      });
    }
    for (const fault of one.found) all.push(fault);
    stopAfterMany(all);
    drafts.set(key, { place, schema, links: one.links, patterns: one.patterns, found: one.found });
    for (const reached of one.reached) open.push(reached);
  }
  return drafts;
}

type Members = Record<string, unknown>;

const documenting: ReadonlySet<string> = new Set(annotations);

/** Normalises one schema. */
class Normaliser {
  /** Places that it refers to. */
  readonly reached: Place[] = [];
  readonly links: Link[] = [];
  readonly patterns: PatternUse[] = [];
  readonly found: Diagnostic[] = [];
  /** Schemas that were normalised. */
  count = 0;
  readonly #resolver: Resolver;
  readonly #options: NormaliseOptions;

  constructor(resolver: Resolver, options: NormaliseOptions) {
    this.#resolver = resolver;
    this.#options = options;
  }

  schemaAt(place: Place): Schema {
    const { schema } = place;
    this.count += 1;
    if (typeof schema === "boolean") return schema;
    if (!isObject(schema)) {
      this.found.push(errorAt("schema/not-schema", this.#where(place), {}));
      return true;
    }
    const out: Members = {};
    const alone = ignoresSiblings(place.dialect) && typeof own(schema, "$ref") === "string";
    for (const [name, value] of Object.entries(reworded(schema, place.dialect))) {
      if (alone && name !== "$ref" && keywords.get(name)?.annotation !== true) continue;
      // Where unknown keywords pass this one counts, as is seen to below.
      if (name === "nullable" && this.#options.unknownKeywords === "warn") continue;
      const fault =
        keywordFault(place, [name, value], this.#options.unknownKeywords) ??
        widthFault(this.#where(place, name), [name, value], this.#options.limits);
      if (fault !== undefined) {
        this.found.push(fault);
        stopAfterMany(this.found);
      } else if (!isOfOthers(name)) this.#keyword(place, [name, value], out);
    }
    this.#arrays(place, schema, out);
    const flaw = this.#options.unknownKeywords === "warn" && !alone ? applyNullable(place, schema, out) : undefined;
    if (flaw !== undefined) this.found.push(flaw);
    // Each member was tested against the table of keywords above, which is what this type says.
    return out as SchemaObject;
  }

  #where(place: Place, ...tokens: readonly string[]): Where {
    return { file: place.document.file, pointer: join(place.pointer, ...tokens) };
  }

  /** Puts what one keyword says into `out`. */
  #keyword(place: Place, [name, value]: readonly [string, JsonValue], out: Members): void {
    switch (name) {
      case "$schema":
        if (typeof value === "string" && dialectOf(value) === undefined) {
          this.found.push(errorAt("schema/draft", this.#where(place, name), { uri: value }));
        }
        return;
      case "$ref":
      case "$dynamicRef":
      case "$recursiveRef":
        return this.#reference(place, [name, value], out);
      case "items":
      case "additionalItems":
      case "prefixItems":
        return; // together, in #arrays
      case "dependencies":
        return this.#dependencies(place, value, out);
      case "pattern":
        if (typeof value === "string") this.patterns.push({ pattern: value, where: this.#where(place, name) });
        break;
      case "format":
        if (this.#isFormat(place, value)) out[name] = value;
        return;
    }
    const keyword = keywords.get(name);
    if (keyword?.annotation === true) {
      if (documenting.has(name)) out[name] = value;
    } else if (keyword?.holds === "schema") {
      out[name] = this.schemaAt(step(place, [name], value));
    } else if (keyword?.holds === "list" && Array.isArray(value)) {
      out[name] = value.map((inner: JsonValue, i) => this.schemaAt(step(place, [name, String(i)], inner)));
    } else if (keyword?.holds === "map" && isObject(value)) {
      out[name] = this.#map(place, name, value);
    } else {
      out[name] = value;
    }
  }

  #map(place: Place, name: string, value: JsonObject): Members {
    for (const pattern of name === "patternProperties" ? Object.keys(value) : []) {
      this.patterns.push({ pattern, where: { ...this.#where(place, name, pattern), atKey: true } });
    }
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, inner]) => [key, this.schemaAt(step(place, [name, key], inner))]));
  }

  #reference(place: Place, [name, value]: readonly [RefKeyword, JsonValue], out: Members): void {
    if (typeof value !== "string") return;
    const target = this.#resolver.resolve(value, place, name);
    if ("code" in target) {
      this.found.push(target);
      return stopAfterMany(this.found);
    }
    const key = keyOf(target);
    this.reached.push(target);
    this.links.push({ to: key, pointer: place.pointer });
    out["$ref"] = key;
  }

  /** Drafts before 2020-12 say tuples with `items` and `additionalItems`, later ones with `prefixItems` and `items`. */
  #arrays(place: Place, schema: JsonObject, out: Members): void {
    if (ignoresSiblings(place.dialect) && Object.hasOwn(schema, "$ref")) return;
    const items = own(schema, "items");
    const listName = hasTupleItems(place.dialect) ? "items" : "prefixItems";
    const list = own(schema, listName);
    if (Array.isArray(list) && list.length > 0) {
      out["prefixItems"] = list.map((inner: JsonValue, i) => this.schemaAt(step(place, [listName, String(i)], inner)));
    }
    const restName = hasTupleItems(place.dialect) && Array.isArray(items) ? "additionalItems" : "items";
    const rest = own(schema, restName);
    if (rest === undefined) return;
    if (Array.isArray(rest)) {
      this.found.push(
        errorAt("schema/bad-value", this.#where(place, restName), {
          keyword: restName,
          expected: "a schema (`prefixItems` lists several in draft 2020-12)",
        }),
      );
    } else {
      out["items"] = this.schemaAt(step(place, [restName], rest));
    }
  }

  #dependencies(place: Place, value: JsonValue, out: Members): void {
    if (!isObject(value)) return;
    const names = Object.entries(value).filter(([, v]) => Array.isArray(v));
    const schemas = Object.entries(value).filter(([, v]) => !Array.isArray(v));
    if (names.length > 0) out["dependentRequired"] = Object.fromEntries(names);
    if (schemas.length === 0) return;
    out["dependentSchemas"] = Object.fromEntries(
      schemas.map(([key, inner]) => [key, this.schemaAt(step(place, ["dependencies", key], inner))]),
    );
  }

  #isFormat(place: Place, value: JsonValue): boolean {
    if (typeof value !== "string" || this.#options.ignoreFormats.includes(value)) return false;
    if (formatNames.has(value)) return true;
    const report = this.#options.unknownFormats === "warn" ? warningAt : errorAt;
    this.found.push(
      report("schema/unknown-format", this.#where(place, "format"), { format: value, known: [...formatNames] }),
    );
    return false;
  }
}
