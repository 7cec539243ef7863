/** How much one keyword may hold. What it costs to compile grows with it, and code that is too wide does not even load. */
import type { JsonValue, Limits } from "../model.js";
import { CodegenError, type Diagnostic, type Where, errorAt } from "../diagnostic.js";

type Width = { readonly limit: "enumLength" | "unionWidth" | "members"; readonly what: string };

const values: Width = { limit: "enumLength", what: "values of an enum" };
const branches: Width = { limit: "unionWidth", what: "branches of a union" };
const members: Width = { limit: "members", what: "members that are listed" };
const items: Width = { limit: "members", what: "items of a tuple" };

const widths: ReadonlyMap<string, Width> = new Map([
  ["enum", values],
  ["anyOf", branches],
  ["oneOf", branches],
  ["allOf", branches],
  ["prefixItems", items],
  ["items", items],
  ...["properties", "patternProperties", "required", "dependentRequired", "dependentSchemas", "dependencies"].map(
    (name) => [name, members] as const,
  ),
]);

/** What is wrong with how much a keyword holds; undefined where nothing is. */
export function widthFault(
  where: Where,
  [name, value]: readonly [string, JsonValue],
  limits: Limits,
): Diagnostic | undefined {
  const width = widths.get(name);
  if (width === undefined || typeof value !== "object" || value === null) return undefined;
  if (name === "items" && !Array.isArray(value)) return undefined;
  const count = Object.keys(value).length;
  const limit = limits[width.limit];
  return count <= limit
    ? undefined
    : errorAt("schema/too-many", where, { what: width.what, count, limit, key: width.limit });
}

interface TooMany {
  readonly where: Where;
  readonly count: number;
  readonly limits: Limits;
  readonly key: "files" | "values" | "schemas" | "kinds" | "combinations";
}

/** What to throw where there is so much of something that nothing of it is worth a look. */
export function tooMany(what: string, { where, count, limits, key }: TooMany): CodegenError {
  return new CodegenError([errorAt("schema/too-many", where, { what, count, limit: limits[key], key })]);
}
