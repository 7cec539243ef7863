/**
 * Protocols of a given size.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const draft = "https://json-schema.org/draft/2020-12/schema";

/**
 * Kinds as most are: a tag and a few plain fields.
 * @param {string} folder
 * @param {number} kinds
 */
export function writePlain(folder, kinds) {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < kinds; i++) write(folder, `kind_${i}`, plainKind(i));
}

/**
 * Kinds that are put together of shared definitions, which refer to each other.
 * @param {string} folder
 * @param {{ kinds: number, definitions: number }} size
 */
export function writeShared(folder, { kinds, definitions }) {
  mkdirSync(folder, { recursive: true });
  const shared = Array.from({ length: definitions }, (_, i) => [`Shared${i}`, sharedDefinition(i)]);
  write(folder, "shared", { $schema: draft, $defs: Object.fromEntries(shared) });
  for (let i = 0; i < kinds; i++) {
    const parts = Array.from({ length: 6 }, (_, n) => (i * 13 + n * 101) % definitions);
    const members = parts.map((part, n) => [`part${n}`, { $ref: `shared.schema.json#/$defs/Shared${part}` }]);
    const properties = { kind: { const: `event.${i}` }, ...Object.fromEntries(members) };
    write(folder, `event_${i}`, {
      title: `Event${i}`,
      type: "object",
      properties,
      required: ["kind", "part0", "part1"],
    });
  }
}

/** @param {number} i */
function plainKind(i) {
  const properties = {
    kind: { const: `kind_${i}` },
    phase: { type: "string", description: "The phase that it belongs to." },
    current: { type: "integer", description: "How many steps are done." },
    total: { type: "integer", description: "How many steps there are in all." },
    ratio: { type: "number" },
    final: { type: "boolean" },
  };
  return {
    $schema: draft,
    title: `Kind${i}Event`,
    description: `Plain kind number ${i}.`,
    type: "object",
    properties,
    required: Object.keys(properties),
  };
}

/** @param {number} i */
function sharedDefinition(i) {
  const own = {
    id: { type: "string" },
    count: { type: "integer" },
    at: { type: "string", format: "date-time" },
    state: { enum: ["open", "closed", `state ${i}`] },
  };
  const others = {
    parent: { anyOf: [{ $ref: `#/$defs/Shared${i - 7}` }, { type: "null" }] },
    list: { type: "array", items: { $ref: `#/$defs/Shared${i - 3}` } },
  };
  const properties = i < 7 ? own : { ...own, ...others };
  return { type: "object", description: `Shared definition ${i}.`, properties, required: ["id", "count"] };
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {object} schema
 */
function write(folder, name, schema) {
  writeFileSync(path.join(folder, `${name}.schema.json`), JSON.stringify(schema, null, 2));
}
