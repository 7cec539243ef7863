/**
 * A protocol that is harder than the shipped one: tags on two levels, recursion, unions, maps, tuples, odd names and every
 * keyword that looks at more than one value at a time. Written as a vendor would, not as the generator would like it.
 */
import type { JsonObject } from "../../generator/model.js";
import type { Files } from "../support/schemas.js";

const text = { type: "string" };
const integer = { type: "integer" };

/** A frame whose tag is `type`, and that has these members. */
function typed(type: JsonObject, properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "object", properties: { type, ...properties }, required: ["type"], ...more };
}

const order = typed(
  { const: "order" },
  {
    id: { type: "string", pattern: "^[a-z0-9-]{1,12}$" },
    at: { type: "string", format: "date-time" },
    total: { type: "number", minimum: 0, exclusiveMaximum: 1e6, multipleOf: 0.5 },
    lines: { type: "array", items: { $ref: "shared.json#/$defs/Line" }, minItems: 1, maxItems: 5 },
    note: { anyOf: [{ type: "string", maxLength: 20 }, { type: "null" }] },
    customer: { $ref: "shared.json#/$defs/Person" },
  },
  { required: ["type", "id", "lines"] },
);

const tree = typed({ const: "tree" }, { root: { $ref: "shared.json#/$defs/Node" } }, { required: ["type", "root"] });

const opened = typed(
  { const: "event" },
  { event: { const: "opened" }, door: text },
  { required: ["type", "event", "door"] },
);
const closed = typed(
  { const: "event" },
  { event: { const: "closed" }, code: { enum: [1000, 1001, 4000] }, clean: { type: "boolean" } },
  { required: ["type", "event", "code"] },
);

const settings = typed(
  { const: "settings" },
  {
    values: {
      type: "object",
      additionalProperties: { type: ["string", "number", "boolean", "null"] },
      propertyNames: { pattern: "^[A-Za-z_]+$" },
      minProperties: 1,
      maxProperties: 4,
    },
    labels: { type: "object", patternProperties: { "^x_": text }, additionalProperties: false },
  },
  { required: ["type", "values"] },
);

const shape = typed(
  { const: "shape" },
  {
    area: {
      oneOf: [
        {
          type: "object",
          properties: { form: { const: "circle" }, r: { type: "number", exclusiveMinimum: 0 } },
          required: ["form", "r"],
        },
        {
          type: "object",
          properties: { form: { const: "rect" }, size: { $ref: "shared.json#/$defs/Pair" } },
          required: ["form", "size"],
        },
        {
          type: "object",
          properties: {
            form: { const: "path" },
            points: { type: "array", items: { $ref: "shared.json#/$defs/Pair" }, maxItems: 4 },
          },
          required: ["form", "points"],
        },
      ],
    },
  },
  { required: ["type", "area"] },
);

const level = typed(
  { enum: ["low", "high"] },
  { level: { type: "integer", minimum: -5, maximum: 99 } },
  {
    required: ["type", "level"],
    if: { properties: { type: { const: "high" } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { level: { minimum: 10 } } },
    else: { properties: { level: { maximum: 9 } } },
  },
);

const volume = typed({ enum: ["up", "down"] }, { step: integer }, { required: ["type", "step"] });

const names = `{
  "type": "object",
  "properties": {
    "type": { "const": "names" },
    "__proto__": { "type": "string" },
    "constructor": { "type": "integer" },
    "toString": { "type": "boolean" },
    "a/b~c": { "type": "string" },
    "": { "type": ["null", "string"] },
    "日本 語": { "type": "array", "items": { "type": "object", "properties": { "valueOf": { "type": "string" } } } }
  },
  "required": ["type", "constructor", "__proto__"]
}`;

const open = typed(
  { const: "open" },
  { data: {}, list: { type: "array" }, a: text, b: integer },
  { additionalProperties: true, dependentRequired: { a: ["b"] } },
);

const exact = typed(
  { const: "exact" },
  {
    value: { enum: [1, "1", null, [1, 2], { a: [1] }] },
    fixed: { const: { b: { c: 1 } } },
    parts: {
      type: "object",
      properties: { x: text },
      anyOf: [{ properties: { y: text }, required: ["y"] }, { patternProperties: { "^z": true } }],
      unevaluatedProperties: false,
    },
  },
  { required: ["type", "value"], not: { required: ["forbidden"] } },
);

const lists = typed(
  { const: "lists" },
  {
    words: { type: "array", items: text, uniqueItems: true },
    objects: { type: "array", items: { type: "object" }, uniqueItems: true, maxItems: 6 },
    ones: { type: "array", contains: { const: 1 }, minContains: 1, maxContains: 2 },
    pair: { $ref: "shared.json#/$defs/Pair" },
  },
);

const shared: JsonObject = {
  $defs: {
    Line: {
      type: "object",
      properties: {
        sku: { type: "string", minLength: 1, maxLength: 8 },
        count: { type: "integer", minimum: 1, maximum: 100 },
      },
      required: ["sku", "count"],
      additionalProperties: false,
    },
    Person: {
      type: "object",
      properties: { name: text, email: { type: "string", format: "email" } },
      required: ["name"],
    },
    Node: {
      type: "object",
      properties: {
        value: true,
        children: { type: "array", items: { $ref: "#/$defs/Node" } },
        left: { anyOf: [{ $ref: "#/$defs/Node" }, { type: "null" }] },
      },
      required: ["value"],
    },
    Pair: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], items: false, minItems: 2 },
  },
};

/** The schemas by file name. */
export const hardSchemas: Files = {
  "order.json": order,
  "tree.json": tree,
  "opened.json": opened,
  "closed.json": closed,
  "settings.json": settings,
  "shape.json": shape,
  "level.json": level,
  "volume.json": volume,
  "names.json": names,
  "open.json": open,
  "exact.json": exact,
  "lists.json": lists,
  "shared.json": shared,
  "door.channel.schema.json": {
    title: "DoorFrame",
    oneOf: [{ $ref: "opened.json" }, { $ref: "closed.json" }, { $ref: "level.json" }],
  },
  "stock.channel.schema.json": { title: "StockFrame", oneOf: [{ $ref: "order.json" }, { $ref: "tree.json" }] },
};

/** The members that tell its kinds apart. */
export const hardTags: readonly string[] = ["type", "event"];
