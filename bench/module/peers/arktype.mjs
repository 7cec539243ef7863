/** arktype: a union, which it tells apart by itself. */
import { load } from "./schemas.mjs";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function arktype() {
  const { type } = await load("arktype/out/index.js");
  // `object` takes arrays too, which frames may not have there.
  const free = type("object").narrow((/** @type {unknown} */ value) => !Array.isArray(value));
  const list = free.array();
  /** @param {string} kind @param {object} members */
  const kind = (kind, members) => ({ kind: `'${kind}'`, ...members });
  /** @param {"ignore" | "delete"} others */
  const unionOf = (others) =>
    [
      kind("progress", { phase: "string", current: "number.integer", total: "number.integer" }),
      kind("phase", { phase: "string", at: "string" }),
      kind("warning", { phase: "string", message: "string" }),
      kind("input_required", { fields: list, reason: "string", plugin: "string" }),
      kind("done", { result: free }),
      kind("failed", { phase: "string", error: free }),
      kind("snapshot", { findings: list, audit_at: "string" }),
      kind("delta", { added: list, removed: list, changed: list, audit_at: "string" }),
    ]
      .map((members) => type(members).onUndeclaredKey(others))
      .reduce((union, one) => union.or(one));
  const union = unionOf("ignore");
  const clean = unionOf("delete");
  return {
    name: "arktype",
    is: (value) => union.allows(value),
    explain: (value) => {
      const result = union(value);
      return result instanceof type.errors ? result : undefined;
    },
    convert: (value) => {
      const result = clean(value);
      return result instanceof type.errors ? undefined : result;
    },
  };
}
