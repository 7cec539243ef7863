/** Draft 2020-12 as its specification says it, slowly and plainly: what validators are held against. */
import type { JsonObject, JsonValue } from "../../generator/model.js";

type Schema = JsonValue;

/** Whether a value is valid. Knows the keywords that say something of a value alone: no references, formats or `unevaluated…`. */
export function isValid(schema: Schema, value: JsonValue): boolean {
  if (typeof schema === "boolean") return schema;
  const s = schema as JsonObject;
  return checks.every((check) => check(s, value));
}

const checks: readonly ((s: JsonObject, value: JsonValue) => boolean)[] = [
  ({ type }, value) => type === undefined || [type].flat().includes(typeOf(value)),
  (s, value) => !("const" in s) || isSame(s["const"], value),
  ({ enum: list }, value) => list === undefined || (list as JsonValue[]).some((one) => isSame(one, value)),
  ({ minimum = -Infinity }, value) => typeof value !== "number" || value >= Number(minimum),
  ({ minLength = 0, maxLength = Infinity }, value) =>
    typeof value !== "string" || (value.length >= Number(minLength) && value.length <= Number(maxLength)),
  ({ pattern }, value) => typeof value !== "string" || pattern === undefined || new RegExp(String(pattern)).test(value),
  (s, value) => !isObject(value) || (hasMembers(s, value) && membersAreValid(s, value)),
  (s, value) => !Array.isArray(value) || (hasItems(s, value) && itemsAreValid(s, value)),
  ({ allOf = [] }, value) => (allOf as Schema[]).every((one) => isValid(one, value)),
  ({ anyOf = [true] }, value) => (anyOf as Schema[]).some((one) => isValid(one, value)),
  ({ oneOf = [true] }, value) => (oneOf as Schema[]).filter((one) => isValid(one, value)).length === 1,
  ({ not = false }, value) => !isValid(not, value),
  (s, value) => s["if"] === undefined || isValid((isValid(s["if"], value) ? s["then"] : s["else"]) ?? true, value),
];

function hasMembers(s: JsonObject, value: JsonObject): boolean {
  const { required = [], minProperties = 0, maxProperties = Infinity, dependentRequired = {} } = s;
  const size = Object.keys(value).length;
  const has = (names: JsonValue): boolean => (names as string[]).every((name) => Object.hasOwn(value, name));
  const dependent = Object.entries(dependentRequired as JsonObject).filter(([name]) => Object.hasOwn(value, name));
  return (
    has(required) &&
    size >= Number(minProperties) &&
    size <= Number(maxProperties) &&
    dependent.every(([, names]) => has(names))
  );
}

function membersAreValid(s: JsonObject, value: JsonObject): boolean {
  const { properties = {}, patternProperties = {}, additionalProperties = true, propertyNames = true } = s;
  const dependent = Object.entries((s["dependentSchemas"] ?? {}) as JsonObject);
  return (
    dependent.every(([name, schema]) => !Object.hasOwn(value, name) || isValid(schema, value)) &&
    Object.entries(value).every(([name, member]) => {
      const own = Object.entries(properties as JsonObject).filter(([property]) => property === name);
      const matching = Object.entries(patternProperties as JsonObject).filter(([pattern]) =>
        new RegExp(pattern).test(name),
      );
      const schemas = [...own, ...matching].map(([, schema]) => schema);
      return (
        isValid(propertyNames, name) &&
        (schemas.length === 0 ? [additionalProperties] : schemas).every((schema) => isValid(schema, member))
      );
    })
  );
}

function hasItems(s: JsonObject, value: readonly JsonValue[]): boolean {
  const { minItems = 0, maxItems = Infinity, uniqueItems, contains, minContains = 1, maxContains = Infinity } = s;
  const isUnique = value.every((item, index) => !value.slice(0, index).some((other) => isSame(item, other)));
  const matching = contains === undefined ? 0 : value.filter((item) => isValid(contains, item)).length;
  return (
    value.length >= Number(minItems) &&
    value.length <= Number(maxItems) &&
    (uniqueItems !== true || isUnique) &&
    (contains === undefined || (matching >= Number(minContains) && matching <= Number(maxContains)))
  );
}

function itemsAreValid({ prefixItems = [], items = true }: JsonObject, value: readonly JsonValue[]): boolean {
  return value.every((item, index) => isValid((prefixItems as Schema[])[index] ?? items, item));
}

function typeOf(value: JsonValue): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeOf(value) === "object";
}

function isSame(one: JsonValue | undefined, other: JsonValue): boolean {
  return JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other));
}

/** The same value, the members of objects by name. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
