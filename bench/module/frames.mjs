/** What the contenders get: frames as `JSON.parse` gives them, their bytes, and frames with one fault each. */
import { framesOfMix } from "../support/log.mjs";

const COUNT = 1000;

/** @typedef {Record<string, unknown>} Payload */

/**
 * @typedef {object} Inputs
 * @property {readonly Payload[]} frames
 * @property {readonly Payload[]} strange frames with two members that no schema declares
 * @property {readonly Payload[]} bad frames with one fault each
 * @property {readonly Buffer[]} bytes
 */

/** @returns {Record<"mix" | "progress", Inputs>} */
export function inputs() {
  const mix = framesOfMix(0, COUNT);
  const progress = Array.from({ length: COUNT }, (_, i) => {
    return { kind: "progress", phase: "running_plugins", current: i, total: COUNT };
  });
  return { mix: inputsOf(mix), progress: inputsOf(progress) };
}

/**
 * @param {readonly object[]} frames
 * @returns {Inputs}
 */
function inputsOf(frames) {
  const texts = frames.map((frame) => JSON.stringify(frame));
  return {
    frames: texts.map(parse),
    strange: texts.map((text) => parse(`${text.slice(0, -1)},"later":1,"newer":{"a":"b"}}`)),
    bad: texts.map((text, i) => spoil(parse(text), i)),
    bytes: texts.map((text) => Buffer.from(text)),
  };
}

/**
 * @param {string} text
 * @returns {Payload}
 */
function parse(text) {
  return JSON.parse(text);
}

/**
 * Takes a member out, gives one a value of another type, or makes the kind unknown: in turns.
 * @param {Payload} frame
 * @param {number} i
 */
function spoil(frame, i) {
  const names = Object.keys(frame).slice(1);
  const name = names[i % names.length] ?? "kind";
  if (i % 10 === 9) return { ...frame, kind: "progres" };
  if (i % 3 === 0) return Object.fromEntries(Object.entries(frame).filter(([other]) => other !== name));
  return { ...frame, [name]: typeof frame[name] === "string" ? 17 : "17" };
}
