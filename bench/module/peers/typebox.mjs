/** TypeBox: a compiled check for each kind, behind a switch. */
import { load, switched } from "./schemas.mjs";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function typebox() {
  const { Type: T } = await load("@sinclair/typebox/build/esm/index.mjs");
  const { TypeCompiler } = await load("@sinclair/typebox/build/esm/compiler/index.mjs");
  const { Value } = await load("@sinclair/typebox/build/esm/value/index.mjs");
  // `Clean` takes out what is not declared; it keeps what a schema is given for.
  const [text, free] = [T.String(), T.Object({}, { additionalProperties: T.Unknown() })];
  const list = T.Array(free);
  /** @type {Record<string, object>} */
  const members = {
    progress: { phase: text, current: T.Integer(), total: T.Integer() },
    phase: { phase: text, at: text },
    warning: { phase: text, message: text },
    input_required: { fields: list, reason: text, plugin: text },
    done: { result: free },
    failed: { phase: text, error: free },
    snapshot: { findings: list, audit_at: text },
    delta: { added: list, removed: list, changed: list, audit_at: text },
  };
  const compiled = new Map(
    Object.entries(members).map(([kind, own]) => {
      const schema = T.Object({ kind: T.Literal(kind), ...own });
      return [kind, { schema, check: TypeCompiler.Compile(schema) }];
    }),
  );
  const is = switched((kind) => {
    const check = compiled.get(kind)?.check;
    return (value) => check.Check(value);
  }, false);
  const explain = switched((kind) => {
    const check = compiled.get(kind)?.check;
    return (value) => check.Errors(value).First();
  }, /** @type {unknown} */ ("unknown kind"));
  const clean = switched((kind) => {
    const schema = compiled.get(kind)?.schema;
    return (value) => Value.Clean(schema, { ...value });
  }, undefined);
  return { name: "TypeBox", is, explain, convert: (value) => (is(value) ? clean(value) : undefined) };
}
