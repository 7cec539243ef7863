/** The works that are timed, who does them, and what is aimed at. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { root } from "../support/process.mjs";

/**
 * @typedef {import("./frames.mjs").Payload} Payload
 * @typedef {import("./frames.mjs").Inputs} Inputs
 * @typedef {import("./peers.mjs").Peer} Peer
 */

/**
 * An aim: to be so many times as fast as a contender.
 * @typedef {{ readonly times: number, readonly than: string }} Aim
 */

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {string} title
 * @property {(inputs: Inputs) => readonly unknown[]} inputs
 * @property {(peer: Peer) => ((input: any) => unknown) | undefined} way
 * @property {(given: unknown, expected: unknown) => void} agree throws where a contender gives something else than we do
 * @property {(given: unknown) => number} weigh makes a number of what was given, so that none of the work can be left out
 * @property {Partial<Record<"mix" | "progress", readonly Aim[]>>} aims
 */

export const OURS = "frame-codegen";
export const LIMIT = "by hand, same promises";
const WITHOUT = "by hand, without them";
const AJV = "ajv standalone";
const JSON_ALONE = "JSON, unchecked";

/** @param {unknown} given */
const truth = (given) => (given === true ? 1 : 0);
/** @param {unknown} given */
const thing = (given) => (given === undefined ? 0 : 1);
/** @param {unknown} given */
const length = (given) => /** @type {{ length: number }} */ (given).length;
/** @param {unknown} given */
const textOf = (given) => Buffer.from(/** @type {Uint8Array} */ (given)).toString();

const isAims = [
  { times: 0.9, than: LIMIT },
  { times: 2, than: AJV },
  ...["TypeBox", "typia", "zod", "valibot", "arktype"].map((than) => ({ times: 1, than })),
];
const convertAims = [
  { times: 0.85, than: LIMIT },
  { times: 2, than: AJV },
];

/** @type {readonly Work[]} */
export const works = [
  {
    name: "is",
    title: "predicate, good frames",
    inputs: ({ frames }) => frames,
    way: (peer) => peer.is,
    agree: (given, expected) => assert.equal(given, expected),
    weigh: truth,
    aims: { mix: isAims, progress: isAims },
  },
  {
    name: "refuse",
    title: "predicate, bad frames",
    inputs: ({ bad }) => bad,
    way: (peer) => peer.is,
    agree: (given, expected) => assert.equal(given, expected),
    weigh: truth,
    aims: {},
  },
  {
    name: "explain",
    title: "bad frames, with their errors",
    inputs: ({ bad }) => bad,
    way: (peer) => peer.explain,
    agree: (given) => assert.ok(given !== undefined && given !== null),
    weigh: thing,
    aims: {},
  },
  {
    name: "convert",
    title: "convert, two unknown members dropped",
    inputs: ({ strange }) => strange,
    way: (peer) => peer.convert,
    agree: (given, expected) => assert.deepEqual(given, expected),
    weigh: thing,
    aims: { mix: convertAims, progress: convertAims },
  },
  {
    name: "stringify",
    title: "to text",
    inputs: ({ frames }) => frames,
    way: (peer) => peer.stringify,
    agree: (given, expected) => assert.equal(given, expected),
    weigh: length,
    aims: {
      mix: [{ times: 1.05, than: JSON_ALONE }],
      progress: [
        { times: 2.5, than: JSON_ALONE },
        { times: 1, than: "fast-json-stringify, unchecked" },
      ],
    },
  },
  {
    name: "encode",
    title: "to bytes",
    inputs: ({ frames }) => frames,
    way: (peer) => peer.encode,
    agree: (given, expected) => assert.equal(textOf(given), textOf(expected)),
    weigh: length,
    aims: { mix: [{ times: 1.2, than: JSON_ALONE }], progress: [{ times: 2.5, than: JSON_ALONE }] },
  },
  {
    name: "decode",
    title: "from bytes",
    inputs: ({ bytes }) => bytes,
    way: (peer) => peer.decode,
    agree: (given, expected) => assert.deepEqual(given, expected),
    weigh: thing,
    aims: { mix: [{ times: 1.05, than: AJV }], progress: [{ times: 3, than: AJV }] },
  },
];

/** The generated module, and the two that are written by hand. @returns {Promise<Peer[]>} */
export async function ourOwn() {
  const events = /** @type {typeof import("../../generated/index.js")} */ (
    await import(pathToFileURL(path.join(root, "dist", "generated", "index.js")).href)
  );
  return [
    {
      name: OURS,
      is: events.isEvent,
      explain: (value) => {
        const result = events.safeConvertEvent(value);
        return result.ok ? undefined : result.error;
      },
      convert: (value) => /** @type {Payload} */ (/** @type {unknown} */ (events.convertEvent(value))),
      stringify: (frame) => events.stringifyEvent(/** @type {any} */ (frame)),
      encode: (frame) => events.encodeEvent(/** @type {any} */ (frame)),
      decode: (data) => /** @type {Payload} */ (/** @type {unknown} */ (events.decodeEvent(data))),
    },
    { name: LIMIT, ...(await byHand("?promises")) },
    { name: WITHOUT, ...(await byHand("")) },
  ];
}

/**
 * @param {string} query
 * @returns {Promise<typeof import("./by-hand.mjs")>}
 */
function byHand(query) {
  return import(`./by-hand.mjs${query}`);
}
