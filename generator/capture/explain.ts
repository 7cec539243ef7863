/** All that is wrong with a frame, in the words of the runtime. */
import { explain, type Explanation, type KnownMembers, primary } from "../runtime/message.js";
import { follow, pointerOf, type Segment } from "../runtime/path.js";
import type { AjvError } from "../runtime/validate.js";
import { telltales } from "./telltales.js";

/** One thing that is wrong with a frame. */
export interface Fault extends Explanation {
  readonly segments: readonly Segment[];
  /** The same for the same fault in other frames. */
  readonly template: string;
}

/** Keywords whose words show a value of the frame. */
const showing: ReadonlySet<string> = new Set([
  "additionalProperties",
  "const",
  "enum",
  "propertyNames",
  "unevaluatedProperties",
  "uniqueItems",
]);

const mostFaults = 100;

/** The fault that the generated module names; `errors` are those of a validator that stops at the first. */
export function firstFault(errors: readonly AjvError[], value: unknown, members: KnownMembers): Fault {
  return faultOf(errors, value, members);
}

/** All faults in wire order; `errors` are those of a validator that does not stop. */
export function allFaults(errors: readonly AjvError[], value: unknown, members: KnownMembers): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const error of telltales(errors)) {
    const fault = faultOf([error], value, { names: members.names, required: [] });
    const key = `${fault.path} ${fault.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    faults.push(fault);
    if (faults.length >= mostFaults) break;
  }
  return faults;
}

function faultOf(errors: readonly AjvError[], value: unknown, members: KnownMembers): Fault {
  const { message, path } = explain(errors, value, members);
  const end = message.lastIndexOf(" - at `");
  const keyword = primary(errors)?.keyword ?? "";
  const template = showing.has(keyword) ? keyword : end === -1 ? message : message.slice(0, end);
  return { message, path, segments: segmentsOf(path, value), template };
}

function segmentsOf(path: string, value: unknown): readonly Segment[] {
  return path === "" ? [] : follow(path, value).segments;
}

/** A place as it is the same for all frames: items and members that no schema names are `*`. */
export function generalised(segments: readonly Segment[], declared: ReadonlySet<string>): string {
  const general = segments.slice(0, 8).map((step) => (typeof step === "number" || !declared.has(step) ? "*" : step));
  return pointerOf(general) + (segments.length > 8 ? "/…" : "");
}
