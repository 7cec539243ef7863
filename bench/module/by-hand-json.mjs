/** How frames are written by hand: strings between quotes, and free-form parts. */

/** @typedef {import("./frames.mjs").Payload} Payload */

/** @param {string} text */
export function quote(text) {
  if (text.length > 42) return JSON.stringify(text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code < 0xe000)) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** @param {string} text */
export function wellFormed(text) {
  const quoted = quote(text);
  if (quoted.includes("\\ud")) throw new TypeError("a lone surrogate");
  return quoted;
}

/** @param {unknown} value */
export function wholeJson(value) {
  refuseOthers(value);
  const text = JSON.stringify(value);
  if (text.includes("\\ud")) throw new TypeError("a lone surrogate");
  return text;
}

/**
 * Refuses what JSON has no word for, at any depth.
 * @param {unknown} value
 */
function refuseOthers(value) {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("no JSON");
  } else if (typeof value === "object" && value !== null) {
    refuseOtherParts(value);
  } else if (typeof value !== "string" && typeof value !== "boolean" && value !== null) {
    throw new TypeError("no JSON");
  }
}

/** @param {object} value */
function refuseOtherParts(value) {
  if ("toJSON" in value) throw new TypeError("no JSON");
  if (Array.isArray(value)) {
    for (const item of value) refuseOthers(item);
  } else {
    if (Object.getPrototypeOf(value) !== Object.prototype) throw new TypeError("no JSON");
    const members = /** @type {Payload} */ (value);
    for (const name in members) refuseOthers(members[name]);
  }
}
