/**
 * `nullable` of OpenAPI 3.0 (spec.openapis.org/oas/v3.0.3#schema-object): no keyword of JSON Schema, but where unknown
 * keywords may pass it counts as it does in Ajv, since to leave it out would be to refuse null.
 */
import type { JsonObject, JsonValue } from "../model.js";
import { type Diagnostic, errorAt } from "../diagnostic.js";
import { type Place, own } from "./places.js";
import { join } from "./pointer.js";

/** Adds null to the types of `out`. Gives what is wrong, if something is: it only ever adds to a type. */
export function applyNullable(place: Place, schema: JsonObject, out: Record<string, unknown>): Diagnostic | undefined {
  const nullable = own(schema, "nullable");
  if (nullable === undefined || nullable === false) return undefined;
  const where = { file: place.document.file, pointer: join(place.pointer, "nullable") };
  if (nullable !== true) return errorAt("schema/bad-value", where, { keyword: "nullable", expected: "true or false" });
  const type = own(schema, "type");
  if (type === undefined) return errorAt("schema/nullable", where, {});
  const types: readonly JsonValue[] = Array.isArray(type) ? type : [type];
  out["type"] = [...new Set([...types, "null"])];
  return undefined;
}
