/** valibot: a variant. */
import { load } from "./schemas.mjs";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function valibot() {
  const v = await load("valibot/dist/index.mjs");
  const free = v.looseObject({});
  const list = v.array(free);
  const integer = v.pipe(v.number(), v.integer());
  /** @param {string} kind @param {object} members */
  const kind = (kind, members) => v.object({ kind: v.literal(kind), ...members });
  const union = v.variant("kind", [
    kind("progress", { phase: v.string(), current: integer, total: integer }),
    kind("phase", { phase: v.string(), at: v.string() }),
    kind("warning", { phase: v.string(), message: v.string() }),
    kind("input_required", { fields: list, reason: v.string(), plugin: v.string() }),
    kind("done", { result: free }),
    kind("failed", { phase: v.string(), error: free }),
    kind("snapshot", { findings: list, audit_at: v.string() }),
    kind("delta", { added: list, removed: list, changed: list, audit_at: v.string() }),
  ]);
  /** @param {unknown} value */
  const convert = (value) => {
    const result = v.safeParse(union, value);
    return result.success ? result.output : undefined;
  };
  return {
    name: "valibot",
    is: (value) => v.is(union, value),
    explain: (value) => v.safeParse(union, value).issues,
    convert,
    decode: (data) => convert(JSON.parse(data.toString())),
  };
}
