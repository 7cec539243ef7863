/** The frames of the shipped protocol, put together by hand: what the emitters make from `schemas/`. */
import ajv2020 from "ajv/dist/2020.js";
import requiredKeyword from "ajv/dist/vocabularies/validation/required.js";
import { codec } from "../../generator/runtime/judge.js";
import type { Codec } from "../../generator/runtime/judge.js";
import type { Frame } from "../../generator/runtime/kinds.js";
import type { Field, Shape } from "../../generator/runtime/shape.js";
import type { Validate } from "../../generator/runtime/validate.js";

export interface AnyFrame {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** Compiles a schema as the generator does: first error only, own members only, missing members looked for last. */
export function compile(schema: object): Validate {
  const ajv = new ajv2020.Ajv2020({
    allErrors: false,
    ownProperties: true,
    messages: false,
    strict: false,
    strictNumbers: true,
  });
  ajv.removeKeyword("required");
  ajv.addKeyword(requiredKeyword.default);
  return ajv.compile(schema);
}

/** A frame whose members are all required, and read by the given shapes. */
export function frame(
  kind: string,
  members: Readonly<Record<string, object>>,
  shapes: Readonly<Record<string, Shape>> = {},
): Frame {
  const names = ["kind", ...Object.keys(members)];
  const fields = names.map((name): Field => (shapes[name] ? [name, shapes[name]] : [name]));
  const validate = compile({ type: "object", properties: { kind: { const: kind }, ...members }, required: names });
  return { kinds: [[kind]], shape: { fields }, validate, required: names };
}

const text = { type: "string" };
const integer = { type: "integer" };
const object = { type: "object" };
const objects = { type: "array", items: object };
const list: Shape = { items: "keep" };

export const phase = frame("phase", { phase: text, at: text });
export const progress = frame("progress", { phase: text, current: integer, total: integer });

export const frames: readonly Frame[] = [
  phase,
  progress,
  frame("input_required", { fields: objects, reason: text, plugin: text }, { fields: list }),
  frame("warning", { phase: text, message: text }),
  frame("done", { result: object }),
  frame("failed", { phase: text, error: object }),
  frame("snapshot", { findings: objects, audit_at: text }, { findings: list }),
  frame(
    "delta",
    { added: objects, removed: objects, changed: objects, audit_at: text },
    { added: list, removed: list, changed: list },
  ),
];

export const events: Codec<AnyFrame> = codec("event", ["kind"], frames);
