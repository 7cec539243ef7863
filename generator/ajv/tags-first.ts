/**
 * Definitions as they are compiled: in a branch of a choice the constants come before the other members. A validator stops at
 * the first error, and that of a branch which was not meant should be its tag.
 */
import type { Definition, Schema, SchemaObject } from "../model.js";
import { mapSchema, schemasIn } from "../schema/traverse.js";

const choices = ["anyOf", "oneOf"] as const;

/** The same definitions, where a branch has a constant behind other members with another order of these. */
export function tagsFirst(definitions: readonly Definition[]): Definition[] {
  const referred = new Set<string>();
  const holding = new Set<Definition>();
  for (const definition of definitions) {
    for (const branch of branchesIn(definition.schema)) {
      if (branch.$ref !== undefined) referred.add(branch.$ref);
      if (isLate(branch)) holding.add(definition);
    }
  }
  return definitions.map((definition) => {
    const { name, schema } = definition;
    const arranged = holding.has(definition) ? mapSchema(schema, arrangeBranches) : schema;
    const whole = referred.has(name) ? arrange(arranged) : arranged;
    return whole === schema ? definition : { ...definition, schema: whole };
  });
}

function branchesIn(schema: Schema): SchemaObject[] {
  const objects = [...schemasIn(schema)].filter((at) => typeof at === "object");
  const branches = objects.flatMap((at) => choices.flatMap((keyword) => at[keyword] ?? []));
  return branches.filter((branch) => typeof branch === "object");
}

function arrangeBranches(copy: { -readonly [K in (typeof choices)[number]]?: SchemaObject[K] }): void {
  for (const keyword of choices) if (copy[keyword] !== undefined) copy[keyword] = copy[keyword].map(arrange);
}

function arrange(schema: Schema): Schema {
  if (typeof schema === "boolean" || !isLate(schema)) return schema;
  const members = Object.entries(schema.properties ?? {});
  const [tags, others] = [true, false].map((wanted) => members.filter(([, member]) => isConstant(member) === wanted));
  return { ...schema, properties: Object.fromEntries([...(tags ?? []), ...(others ?? [])]) };
}

/** Whether a constant comes after another member. */
function isLate({ properties = {} }: SchemaObject): boolean {
  const constant = Object.values(properties).map(isConstant);
  const other = constant.indexOf(false);
  return other !== -1 && constant.includes(true, other);
}

function isConstant(member: Schema): boolean {
  return typeof member === "object" && (member.const !== undefined || member.enum?.length === 1);
}
