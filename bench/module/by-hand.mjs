/**
 * The limit: what somebody would write by hand for these eight kinds, who knows how engines work. Imported with `?promises`
 * it keeps what the generated module promises (own members only, no number written as null, no lone surrogate, bytes in a
 * buffer of their own); without it does not. An engine takes the two for different code, and each is as fast as it can be.
 */
import { quote, wellFormed, wholeJson } from "./by-hand-json.mjs";

/** @typedef {import("./frames.mjs").Payload} Payload */

const names = ["kind", "phase", "at", "current", "total", "message", "fields", "reason", "plugin"];
const more = ["result", "error", "findings", "audit_at", "added", "removed", "changed"];
const all = [...names, ...more];

/** @returns {boolean} */
function isClean() {
  const inherited = /** @type {Payload} */ (Object.prototype);
  return (
    (inherited["kind"] ?? inherited["phase"] ?? inherited["at"] ?? inherited["current"] ?? inherited["total"]) ===
      undefined &&
    (inherited["message"] ?? inherited["fields"] ?? inherited["reason"] ?? inherited["plugin"]) === undefined &&
    (inherited["result"] ?? inherited["error"] ?? inherited["findings"] ?? inherited["audit_at"]) === undefined &&
    (inherited["added"] ?? inherited["removed"] ?? inherited["changed"]) === undefined
  );
}

/** @param {object} value */
function isPlain(value) {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * Whether the members that an object has are its own, asked after they were read.
 * @param {object} value
 */
const ownsAll = (value) =>
  (isPlain(value) && isClean()) || all.every((name) => !(name in value) || Object.hasOwn(value, name));

const keeps = import.meta.url.endsWith("?promises");
const encoder = new TextEncoder();
const owns = keeps ? ownsAll : () => true;
const text = keeps ? wellFormed : quote;
const json = keeps ? wholeJson : JSON.stringify;
/** @type {(text: string) => Uint8Array} */
const bytes = keeps ? (text) => encoder.encode(text) : (text) => Buffer.from(text);

/** @param {unknown} value @returns {value is Payload} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is unknown[]} */
function areObjects(value) {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!isObject(value[i])) return false;
  return true;
}

/** @param {unknown} value @returns {Payload | undefined} */
export function convert(value) {
  if (!isObject(value)) return undefined;
  switch (value["kind"]) {
    case "progress": {
      const { phase, current, total } = value;
      return typeof phase === "string" && Number.isInteger(current) && Number.isInteger(total) && owns(value)
        ? { kind: "progress", phase, current, total }
        : undefined;
    }
    case "phase": {
      const { phase, at } = value;
      return typeof phase === "string" && typeof at === "string" && owns(value)
        ? { kind: "phase", phase, at }
        : undefined;
    }
    case "warning": {
      const { phase, message } = value;
      return typeof phase === "string" && typeof message === "string" && owns(value)
        ? { kind: "warning", phase, message }
        : undefined;
    }
    case "input_required": {
      const { fields, reason, plugin } = value;
      return areObjects(fields) && typeof reason === "string" && typeof plugin === "string" && owns(value)
        ? { kind: "input_required", fields: fields.slice(), reason, plugin }
        : undefined;
    }
    case "done": {
      const { result } = value;
      return isObject(result) && owns(value) ? { kind: "done", result } : undefined;
    }
    case "failed": {
      const { phase, error } = value;
      return typeof phase === "string" && isObject(error) && owns(value) ? { kind: "failed", phase, error } : undefined;
    }
    case "snapshot": {
      const { findings, audit_at } = value;
      return areObjects(findings) && typeof audit_at === "string" && owns(value)
        ? { kind: "snapshot", findings: findings.slice(), audit_at }
        : undefined;
    }
    case "delta": {
      const { added, removed, changed, audit_at } = value;
      return areObjects(added) &&
        areObjects(removed) &&
        areObjects(changed) &&
        typeof audit_at === "string" &&
        owns(value)
        ? { kind: "delta", added: added.slice(), removed: removed.slice(), changed: changed.slice(), audit_at }
        : undefined;
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
  owns(value);
/** @param {Payload} value */
const isPhase = (value) => typeof value["phase"] === "string" && typeof value["at"] === "string" && owns(value);
/** @param {Payload} value */
const isWarning = (value) => typeof value["phase"] === "string" && typeof value["message"] === "string" && owns(value);
/** @param {Payload} value */
const isInput = (value) =>
  areObjects(value["fields"]) &&
  typeof value["reason"] === "string" &&
  typeof value["plugin"] === "string" &&
  owns(value);
/** @param {Payload} value */
const isDone = (value) => isObject(value["result"]) && owns(value);
/** @param {Payload} value */
const isFailed = (value) => typeof value["phase"] === "string" && isObject(value["error"]) && owns(value);
/** @param {Payload} value */
const isSnapshot = (value) => areObjects(value["findings"]) && typeof value["audit_at"] === "string" && owns(value);
/** @param {Payload} value */
const isDelta = (value) =>
  areObjects(value["added"]) &&
  areObjects(value["removed"]) &&
  areObjects(value["changed"]) &&
  typeof value["audit_at"] === "string" &&
  owns(value);
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
export const encode = (frame) => bytes(stringify(frame));
/** @param {Buffer} data */
export const decode = (data) => convert(JSON.parse(data.toString()));
