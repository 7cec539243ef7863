/** What others offer for the same work. One that is not installed, or cannot do a work, is left out and named. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/process.mjs";
import { arktype } from "./peers/arktype.mjs";
import { ajvAtRunTime, ajvStandalone } from "./peers/ajv.mjs";
import { fastJsonStringify } from "./peers/fast-json-stringify.mjs";
import { typebox } from "./peers/typebox.mjs";
import { typia } from "./peers/typia.mjs";
import { valibot } from "./peers/valibot.mjs";
import { zod } from "./peers/zod.mjs";

/** @typedef {import("./frames.mjs").Payload} Payload */

/**
 * Ways to do the works that are timed. `convert` gives nothing for a bad frame; `explain` gives its error.
 * @typedef {object} Peer
 * @property {string} name
 * @property {((value: unknown) => boolean) | undefined} [is]
 * @property {((value: unknown) => Payload | undefined) | undefined} [convert]
 * @property {((value: Payload) => unknown) | undefined} [explain]
 * @property {((frame: Payload) => string) | undefined} [stringify]
 * @property {((frame: Payload) => Uint8Array) | undefined} [encode]
 * @property {((data: Buffer) => Payload | undefined) | undefined} [decode]
 */

/** @returns {Promise<{ peers: Peer[], missing: string[] }>} */
export async function peers() {
  const builders = { ajvStandalone, ajvAtRunTime, typebox, typia, zod, valibot, arktype, fastJsonStringify };
  const built = /** @type {Peer[]} */ ([builtIn]);
  const missing = [];
  for (const [name, build] of Object.entries(builders)) {
    try {
      built.push(await build());
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  return { peers: built, missing };
}

/** What engines bring; it checks nothing. @type {Peer} */
const builtIn = {
  name: "JSON, unchecked",
  stringify: (frame) => JSON.stringify(frame),
  encode: (frame) => Buffer.from(JSON.stringify(frame)),
  decode: (data) => JSON.parse(data.toString()),
};

/** Versions of what was compared. */
export function versions() {
  const packages = ["ajv", "@sinclair/typebox", "typia", "zod", "valibot", "arktype", "fast-json-stringify"];
  return Object.fromEntries(packages.flatMap((name) => versionOf(name)));
}

/**
 * @param {string} name
 * @returns {[string, string][]}
 */
function versionOf(name) {
  for (const folder of [path.join(root, "bench"), root]) {
    try {
      const text = readFileSync(path.join(folder, "node_modules", name, "package.json"), "utf8");
      return [[name, JSON.parse(text).version]];
    } catch {
      // Not there.
    }
  }
  return [];
}
