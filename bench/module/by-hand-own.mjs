/** What the limit does to keep the promise that nothing of a frame is inherited, made up by a Proxy, or no JSON. */

/** @typedef {import("./frames.mjs").Payload} Payload */

const inherited = /** @type {Payload} */ (Object.prototype);

/** @param {object} value */
const isPlain = (value) => Object.getPrototypeOf(value) === inherited;

/** Whether members that were read are the frame's own, by its kind. @type {Record<string, (value: object) => boolean>} */
export const owned = {
  progress: (value) =>
    "kind" in value &&
    "phase" in value &&
    "current" in value &&
    "total" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["phase"] ?? inherited["current"] ?? inherited["total"]) === undefined,
  phase: (value) =>
    "kind" in value &&
    "phase" in value &&
    "at" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["phase"] ?? inherited["at"]) === undefined,
  warning: (value) =>
    "kind" in value &&
    "phase" in value &&
    "message" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["phase"] ?? inherited["message"]) === undefined,
  input: (value) =>
    "kind" in value &&
    "fields" in value &&
    "reason" in value &&
    "plugin" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["fields"] ?? inherited["reason"] ?? inherited["plugin"]) === undefined,
  done: (value) =>
    "kind" in value && "result" in value && isPlain(value) && (inherited["kind"] ?? inherited["result"]) === undefined,
  failed: (value) =>
    "kind" in value &&
    "phase" in value &&
    "error" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["phase"] ?? inherited["error"]) === undefined,
  snapshot: (value) =>
    "kind" in value &&
    "findings" in value &&
    "audit_at" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["findings"] ?? inherited["audit_at"]) === undefined,
  delta: (value) =>
    "kind" in value &&
    "added" in value &&
    "removed" in value &&
    "changed" in value &&
    "audit_at" in value &&
    isPlain(value) &&
    (inherited["kind"] ?? inherited["added"] ?? inherited["removed"] ?? inherited["changed"]) === undefined &&
    inherited["audit_at"] === undefined,
};

/** @param {unknown} value @returns {value is Payload} */
export function isJsonObject(value) {
  if (typeof value !== "object" || value === null) return false;
  // An engine that has read a member knows the prototype.
  void value.constructor;
  return isPlain(value);
}

/** @param {unknown} value @returns {value is unknown[]} */
export function areJsonObjects(value) {
  if (!Array.isArray(value)) return false;
  const size = value.length;
  for (let i = 0; i < size; i++) {
    if (!isJsonObject(value[i]) || !(i in value) || i in Array.prototype) return false;
  }
  return value.length === size && Object.getPrototypeOf(value) === Array.prototype;
}

/** The items of an array of objects, each read once. @param {unknown} value @returns {unknown[] | undefined} */
export function jsonObjects(value) {
  if (!Array.isArray(value)) return undefined;
  const items = [];
  const size = value.length;
  for (let i = 0; i < size; i++) {
    const item = value[i];
    if (!isJsonObject(item) || !(i in value) || i in Array.prototype) return undefined;
    items.push(item);
  }
  return value.length === size && Object.getPrototypeOf(value) === Array.prototype ? items : undefined;
}
