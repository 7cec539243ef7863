/**
 * The limit: what somebody would write by hand for these eight kinds, who knows how engines work. Imported with `?promises`
 * it keeps what the generated module promises (own members only, no number written as null, no lone surrogate); without it does
 * not. An engine takes the two for different code, and each is as fast as it can be.
 */
import { areJsonObjects, isJsonObject, jsonObjects, owned } from "./by-hand-own.mjs";
import { quote, wellFormed, wholeJson } from "./by-hand-json.mjs";

/** @typedef {import("./frames.mjs").Payload} Payload */

const keeps = import.meta.url.endsWith("?promises");
const text = keeps ? wellFormed : quote;
const json = keeps ? wholeJson : JSON.stringify;

const yes = () => true;
const nothing = {
  progress: yes,
  phase: yes,
  warning: yes,
  input: yes,
  done: yes,
  failed: yes,
  snapshot: yes,
  delta: yes,
};
const owns = keeps ? owned : nothing;

/** @param {unknown} value @returns {value is Payload} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is unknown[]} */
function areObjects(value) {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!isObject(value[i])) return false;
  return true;
}

/** @param {unknown} value @returns {unknown[] | undefined} */
const objects = (value) => (areObjects(value) ? value.slice() : undefined);

const isPart = keeps ? isJsonObject : isObject;
const areParts = keeps ? areJsonObjects : areObjects;
const parts = keeps ? jsonObjects : objects;

/** @param {unknown} value @returns {Payload | undefined} */
export function convert(value) {
  if (!isObject(value)) return undefined;
  switch (value["kind"]) {
    case "progress": {
      const { phase, current, total } = value;
      return typeof phase === "string" && Number.isInteger(current) && Number.isInteger(total) && owns.progress(value)
        ? { kind: "progress", phase, current, total }
        : undefined;
    }
    case "phase": {
      const { phase, at } = value;
      return typeof phase === "string" && typeof at === "string" && owns.phase(value)
        ? { kind: "phase", phase, at }
        : undefined;
    }
    case "warning": {
      const { phase, message } = value;
      return typeof phase === "string" && typeof message === "string" && owns.warning(value)
        ? { kind: "warning", phase, message }
        : undefined;
    }
    case "input_required": {
      const { fields, reason, plugin } = value;
      if (typeof reason !== "string" || typeof plugin !== "string" || !owns.input(value)) return undefined;
      const copy = parts(fields);
      return copy && { kind: "input_required", fields: copy, reason, plugin };
    }
    case "done": {
      const { result } = value;
      return isPart(result) && owns.done(value) ? { kind: "done", result } : undefined;
    }
    case "failed": {
      const { phase, error } = value;
      return typeof phase === "string" && isPart(error) && owns.failed(value)
        ? { kind: "failed", phase, error }
        : undefined;
    }
    case "snapshot": {
      const { findings, audit_at } = value;
      if (typeof audit_at !== "string" || !owns.snapshot(value)) return undefined;
      const copy = parts(findings);
      return copy && { kind: "snapshot", findings: copy, audit_at };
    }
    case "delta": {
      const { added, removed, changed, audit_at } = value;
      if (typeof audit_at !== "string" || !owns.delta(value)) return undefined;
      const [first, second, third] = [parts(added), parts(removed), parts(changed)];
      if (first === undefined || second === undefined || third === undefined) return undefined;
      return { kind: "delta", added: first, removed: second, changed: third, audit_at };
    }
    default:
      return undefined;
  }
}
/** @param {Payload} value */
const isProgress = (value) =>
  typeof value["phase"] === "string" &&
  Number.isInteger(value["current"]) &&
  Number.isInteger(value["total"]) &&
  owns.progress(value);
/** @param {Payload} value */
const isPhase = (value) => typeof value["phase"] === "string" && typeof value["at"] === "string" && owns.phase(value);
/** @param {Payload} value */
const isWarning = (value) =>
  typeof value["phase"] === "string" && typeof value["message"] === "string" && owns.warning(value);
/** @param {Payload} value */
const isInput = (value) =>
  areParts(value["fields"]) &&
  typeof value["reason"] === "string" &&
  typeof value["plugin"] === "string" &&
  owns.input(value);
/** @param {Payload} value */
const isDone = (value) => isPart(value["result"]) && owns.done(value);
/** @param {Payload} value */
const isFailed = (value) => typeof value["phase"] === "string" && isPart(value["error"]) && owns.failed(value);
/** @param {Payload} value */
const isSnapshot = (value) =>
  areParts(value["findings"]) && typeof value["audit_at"] === "string" && owns.snapshot(value);
/** @param {Payload} value */
const isDelta = (value) =>
  areParts(value["added"]) &&
  areParts(value["removed"]) &&
  areParts(value["changed"]) &&
  typeof value["audit_at"] === "string" &&
  owns.delta(value);
/** @param {unknown} value */
export function is(value) {
  if (!isObject(value)) return false;
  switch (value["kind"]) {
    case "progress":
      return isProgress(value);
    case "phase":
      return isPhase(value);
    case "warning":
      return isWarning(value);
    case "input_required":
      return isInput(value);
    case "done":
      return isDone(value);
    case "failed":
      return isFailed(value);
    case "snapshot":
      return isSnapshot(value);
    case "delta":
      return isDelta(value);
    default:
      return false;
  }
}
/** @param {Payload} frame */
export function stringify(frame) {
  const checked = convert(frame);
  if (checked === undefined) throw new TypeError("not a frame");
  switch (checked["kind"]) {
    case "progress":
      return `{"kind":"progress","phase":${text(String(checked["phase"]))},"current":${checked["current"]},"total":${checked["total"]}}`;
    case "phase":
      return `{"kind":"phase","phase":${text(String(checked["phase"]))},"at":${text(String(checked["at"]))}}`;
    case "warning":
      return `{"kind":"warning","phase":${text(String(checked["phase"]))},"message":${text(String(checked["message"]))}}`;
    default:
      return json(checked);
  }
}
/** @param {Payload} frame */
export const encode = (frame) => Buffer.from(stringify(frame));
/** @param {Buffer} data */
export const decode = (data) => convert(JSON.parse(data.toString()));
