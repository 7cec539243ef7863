/** References that lead round in a circle. */
import type { JsonValue } from "../model.js";
import { isObject } from "./json.js";
import { type Place, type Resolver, keyOf, own } from "./resolve.js";

/** The way round, where references from here lead back with nothing between them that a value could end. */
export function loopThrough(from: Place, target: Place, resolver: Resolver): string[] | undefined {
  const way = [keyOf(from)];
  let at: Place | undefined = target;
  while (at !== undefined) {
    const key = keyOf(at);
    if (way.includes(key)) return [...way.slice(way.indexOf(key)), key];
    way.push(key);
    const ref: JsonValue | undefined = isObject(at.schema) ? own(at.schema, "$ref") : undefined;
    const next: ReturnType<Resolver["resolve"]> | undefined =
      typeof ref === "string" ? resolver.resolve(ref, at) : undefined;
    at = next === undefined || "code" in next ? undefined : next;
  }
  return undefined;
}
