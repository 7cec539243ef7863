/** Every place of a schema that holds text: a frame of its own for each, with a good and a bad example of it. */
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { escapeToken } from "../../generator/schema/pointer.js";

export interface Planted {
  /** Path below the schema folder. */
  readonly file: string;
  readonly kind: string;
  readonly schema: JsonObject;
  readonly good: JsonObject;
  /** Frames of this kind that its schema refuses. */
  readonly bad: JsonObject;
}

/** What a position puts into the schema of a frame, and which members are good and bad there. */
interface Plant {
  /** The schema of the member `x`. */
  readonly x?: JsonValue;
  /** What stands at the root of the schema. */
  readonly root?: JsonObject;
  readonly good?: JsonObject;
  readonly bad?: JsonObject;
  readonly kind?: string;
  readonly file?: string;
}

/** A pattern that matches this text. */
const matching = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const own = (name: string, value: JsonValue): JsonObject => Object.fromEntries([[name, value]]);
const text: JsonObject = { type: "string" };

/** `id` tells this frame from all others. */
type Position = (hostile: string, id: string) => Plant;

export const positions: Readonly<Record<string, Position>> = {
  "title of a frame": (t, id) => ({ root: { title: `${t} ${id}` } }),
  "title of a member": (t) => ({ x: { title: t, ...text } }),
  "description of a member": (t) => ({ x: { description: `a\n${t}\nb`, ...text } }),
  $comment: (t) => ({ root: { $comment: t }, x: { $comment: t, ...text } }),
  "$id of a frame": (t) => ({ root: { $id: t } }),
  "$id of a member": (t) => ({ x: { $id: t, ...text } }),
  $anchor: (t) => ({ x: { $anchor: t, ...text } }),
  "name in $defs": (t, id) => ({
    root: { $defs: own(`${t}${id}`, text) },
    x: { $ref: `#/$defs/${encodeURIComponent(escapeToken(`${t}${id}`))}` },
  }),
  enum: (t) => ({ x: { enum: [t, "other"] }, good: { x: t }, bad: { x: `${t}.` } }),
  "enum of objects": (t) => ({ x: { enum: [own(t, [t])] }, good: { x: own(t, [t]) }, bad: { x: own(t, t) } }),
  const: (t) => ({ x: { const: t }, good: { x: t }, bad: { x: `${t}.` } }),
  default: (t) => ({ x: { default: t, ...text } }),
  examples: (t) => ({ root: { examples: [own(t, t)] }, x: { examples: [t, [t], `@${t}`], ...text } }),
  "name of a member": (t) => ({
    x: { type: "object", properties: own(t, text), required: [t] },
    good: { x: own(t, "a") },
    bad: { x: own(t, 1) },
  }),
  "name of a member of a frame": (t) => ({ root: { properties: own(t, text) }, good: own(t, "a"), bad: own(t, 1) }),
  "key of patternProperties": (t) => ({
    x: { type: "object", patternProperties: own(`^${matching(t)}$`, text) },
    good: { x: own(t, "a") },
    bad: { x: own(t, 1) },
  }),
  pattern: (t) => ({ x: { pattern: `^${matching(t)}$` }, good: { x: t }, bad: { x: `${t}.` } }),
  required: (t) => ({ x: { type: "object", required: [t] }, good: { x: own(t, 1) }, bad: { x: {} } }),
  dependentRequired: (t) => ({
    x: { type: "object", dependentRequired: own(t, [`${t}.`]) },
    good: { x: { ...own(t, 1), ...own(`${t}.`, 1) } },
    bad: { x: own(t, 1) },
  }),
  dependentSchemas: (t) => ({
    x: { type: "object", dependentSchemas: own(t, { minProperties: 2 }) },
    good: { x: { ...own(t, 1), y: 1 } },
    bad: { x: own(t, 1) },
  }),
  propertyNames: (t) => ({
    x: { type: "object", propertyNames: { enum: [t] } },
    good: { x: own(t, 1) },
    bad: { x: own(`${t}.`, 1) },
  }),
  if: (t) => ({ x: { if: { const: t }, else: text }, good: { x: t }, bad: { x: 1 } }),
  "tag of a union": (t) => ({
    x: {
      oneOf: [
        { type: "object", properties: { t: { const: t }, y: text }, required: ["t", "y"] },
        { type: "object", properties: { t: { const: `${t}.` }, z: text }, required: ["t", "z"] },
      ],
    },
    good: { x: { t, y: "a" } },
    bad: { x: { t, y: 1 } },
  }),
  format: (t) => ({ x: { format: t, ...text } }),
  contentMediaType: (t) => ({ x: { contentMediaType: t, contentEncoding: t, ...text } }),
  "keyword of another tool": (t) => ({ root: own(`x-${t}`, own(t, t)), x: { ...own(t, t), ...text } }),
  tsType: (t) => ({ x: { "x-tsType": t, tsType: t, tsEnumNames: [t], enum: ["a"] } }),
  kind: (t, id) => ({ kind: `${t}${id}` }),
  "name of a file": (t, id) => ({
    file: `${id}${t.replaceAll("/", "").replaceAll("\0", "")}.json`,
  }),
};

/** A frame for a text at a position. */
export function plant(position: Position, hostile: string, id: string): Planted {
  const {
    x = text,
    root = {},
    good = {},
    bad = { x: 1 },
    kind = `k${id}`,
    file = `${id}.json`,
  } = position(hostile, id);
  const tag = { kind };
  const properties = { kind: { const: kind }, x, ...(root["properties"] as JsonObject | undefined) };
  const schema = { type: "object", title: `Frame ${id}`, ...root, properties, required: ["kind", "x"] };
  return { file, kind, schema, good: { ...tag, x: "a", ...good }, bad: { ...tag, x: "a", ...bad } };
}
