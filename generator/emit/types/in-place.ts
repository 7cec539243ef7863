/** What is known of the values of a definition from what applies to the value itself, not to its parts. */
import type { JsonValue, Schema, SchemaObject } from "../../model.js";
import { allowedTypes, constantsOf, impliedBy } from "./implied.js";
import { type JsonType, jsonTypes, typeOfValue } from "./type.js";

export class InPlace {
  readonly #schemas: ReadonlyMap<string, Schema>;
  readonly #types = new Map<string, readonly JsonType[]>();
  readonly #names = new Map<string, ReadonlySet<string>>();

  /** `schemas` are those of the definitions, by name. */
  constructor(schemas: ReadonlyMap<string, Schema>) {
    this.#schemas = schemas;
  }

  /** The JSON types that values of a definition may have. */
  typesOf(definition: string): readonly JsonType[] {
    const known = this.#types.get(definition);
    if (known !== undefined) return known;
    this.#types.set(definition, jsonTypes); // for a way round to it
    const types = this.#typesOf(this.#schemas.get(definition) ?? true);
    this.#types.set(definition, types);
    return types;
  }

  #typesOf(schema: Schema): readonly JsonType[] {
    if (typeof schema === "boolean") return schema ? jsonTypes : [];
    const lists = [
      allowedTypes(schema),
      ...[...(schema.allOf ?? []), ...impliedBy(schema)].map((s) => this.#typesOf(s)),
    ];
    const values = constantsOf(schema);
    if (values !== undefined) lists.push(values.map(typeOfValue));
    if (schema.$ref !== undefined) lists.push(this.typesOf(schema.$ref));
    for (const branches of [schema.anyOf, schema.oneOf])
      if (branches !== undefined) lists.push(branches.flatMap((branch) => this.#typesOf(branch)));
    return jsonTypes.filter((type) => lists.every((list) => list.includes(type)));
  }

  /** Names of members that the type of a definition declares. */
  namesOf(definition: string): ReadonlySet<string> {
    const known = this.#names.get(definition);
    if (known !== undefined) return known;
    this.#names.set(definition, new Set()); // for a way round to it
    const names = this.namesIn(this.#schemas.get(definition) ?? true);
    this.#names.set(definition, names);
    return names;
  }

  /** Names of members that a schema speaks of, in whatever way. */
  namesIn(schema: Schema): ReadonlySet<string> {
    if (typeof schema === "boolean") return new Set();
    const referred = schema.$ref === undefined ? [] : this.namesOf(schema.$ref);
    const own = [...Object.keys(schema.properties ?? {}), ...(schema.required ?? [])];
    return new Set([...own, ...referred, ...inPlaceParts(schema).flatMap((part) => [...this.namesIn(part)])]);
  }

  /** The values that a schema lists, by itself or through a reference. */
  constantsOf(schema: Schema): readonly JsonValue[] | undefined {
    if (typeof schema === "boolean") return undefined;
    const target = schema.$ref === undefined ? undefined : this.#schemas.get(schema.$ref);
    return constantsOf(schema) ?? (typeof target === "object" ? constantsOf(target) : undefined);
  }
}

/** The subschemas of the same value. */
function inPlaceParts(schema: SchemaObject): Schema[] {
  const { allOf = [], anyOf = [], oneOf = [], not = true } = schema;
  return [...allOf, ...anyOf, ...oneOf, not, ...impliedBy(schema)];
}
