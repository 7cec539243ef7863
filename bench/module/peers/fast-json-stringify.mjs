/** fast-json-stringify: a serializer for each kind, behind a switch. It checks nothing. */
import { load, switched } from "./schemas.mjs";

const text = { type: "string" };
const integer = { type: "integer" };
const free = { type: "object", additionalProperties: true };
const list = { type: "array", items: free };

/** @type {Record<string, object>} */
const members = {
  progress: { phase: text, current: integer, total: integer },
  phase: { phase: text, at: text },
  warning: { phase: text, message: text },
  input_required: { fields: list, reason: text, plugin: text },
  done: { result: free },
  failed: { phase: text, error: free },
  snapshot: { findings: list, audit_at: text },
  delta: { added: list, removed: list, changed: list, audit_at: text },
};

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function fastJsonStringify() {
  const { default: build } = await load("fast-json-stringify/index.js");
  const stringify = switched((kind) => {
    const properties = { kind: { const: kind }, ...members[kind] };
    return build({ type: "object", properties, required: Object.keys(properties) });
  }, "");
  return { name: "fast-json-stringify, unchecked", stringify, encode: (frame) => Buffer.from(stringify(frame)) };
}
