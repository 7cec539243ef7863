/** zod: a discriminated union. */
import { load } from "./schemas.mjs";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function zod() {
  const { z } = await load("zod/index.js");
  const free = z.looseObject({});
  const list = z.array(free);
  /** @param {string} kind @param {object} members */
  const kind = (kind, members) => z.object({ kind: z.literal(kind), ...members });
  const union = z.discriminatedUnion("kind", [
    kind("progress", { phase: z.string(), current: z.int(), total: z.int() }),
    kind("phase", { phase: z.string(), at: z.string() }),
    kind("warning", { phase: z.string(), message: z.string() }),
    kind("input_required", { fields: list, reason: z.string(), plugin: z.string() }),
    kind("done", { result: free }),
    kind("failed", { phase: z.string(), error: free }),
    kind("snapshot", { findings: list, audit_at: z.string() }),
    kind("delta", { added: list, removed: list, changed: list, audit_at: z.string() }),
  ]);
  /** @param {unknown} value */
  const convert = (value) => union.safeParse(value).data;
  return {
    name: "zod",
    is: (value) => union.safeParse(value).success,
    explain: (value) => union.safeParse(value).error,
    convert,
    decode: (data) => convert(JSON.parse(data.toString())),
  };
}
