/** Compiled by a test, never run: what the types of the runtime promise. */
import { build, encode, is, isFrame, safelyDecode } from "../../generator/runtime/codec.js";
import type { Failure, Success, Untagged } from "../../generator/runtime/codec.js";
import { codec } from "../../generator/runtime/judge.js";
import type { Codec } from "../../generator/runtime/judge.js";
import type { Frame } from "../../generator/runtime/kinds.js";

interface Phase {
  kind: "phase";
  phase: string;
  at?: string;
}
interface Done {
  readonly kind: "done";
  result: { [name: string]: unknown };
}
type AnyEvent = Phase | Done;
type EventResult = Success<"event", AnyEvent> | Failure;

declare const events: Codec<AnyEvent>;
declare const frame: Frame;
export const made: Codec<AnyEvent> = /* @__PURE__ */ codec("event", ["kind"], []);

export function result(data: string): string {
  const found: EventResult = safelyDecode(events, data);
  if (!found.ok) return found.error.message;
  return found.event.kind === "phase" ? found.event.phase : String(found.event.result);
}

export function narrow(value: unknown): Uint8Array<ArrayBuffer> | string {
  if (isFrame<Phase>(["kind"], frame, value)) return value.phase;
  if (is(events, value)) return encode(events, value);
  return "";
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export const untagged: [
  Same<Untagged<Phase, "kind">, { phase: string; at?: string }>,
  Same<Untagged<AnyEvent, "kind">["valueOf"], () => object>,
] = [true, true] as const as never;
export const phaseEvent = (fields: Untagged<Phase, "kind">): Phase => build<Phase>(["kind"], frame, fields);
export const one: Phase = phaseEvent({ phase: "a" });
// @ts-expect-error a member is missing
export const two: Phase = phaseEvent({});
// @ts-expect-error the tag is not for the caller to give
export const three: Phase = phaseEvent({ phase: "a", kind: "phase" });
// @ts-expect-error another frame
encode(events, { kind: "nope" });
