/**
 * A log of captured frames as they come: mostly small ones, a few large. 487 bytes a frame on average.
 */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** @param {number} i */
function time(i) {
  return new Date(1.78e12 + i * 1000).toISOString();
}

/** @param {number} i */
function finding(i) {
  const run = `/data/lab/CONFOCAL_0${i % 7}/PROJ-${String(i % 400).padStart(4, "0")}/Run_2026-05-${(i % 28) + 1}`;
  return {
    rule: ["missing_readme", "orphan", "illegal_characters", "unresolved_placeholder_token"][i % 4],
    tier: i % 3 === 0 ? "hard" : "soft",
    run_path: run,
    offending_path: `${run}/raw/stack_${i}.tif`,
    offending_kind: "file",
    matched_token: i % 5 === 0 ? `{{operator_${i}}}` : null,
    rule_detail: `expected one of ${i % 9} names, such as Größe_${i % 50}µm`,
    synced_under_prior_policy: i % 2 === 0,
    override_active: false,
  };
}

/**
 * @param {number} i
 * @param {number} count
 */
function findings(i, count) {
  return Array.from({ length: count }, (_, n) => finding(i * 31 + n * 7));
}

/** @type {readonly (readonly [weight: number, frame: (i: number) => object])[]} */
const MIX = [
  [60, (i) => ({ kind: "progress", phase: "running_plugins", current: i % 40, total: 40 })],
  [20, (i) => ({ kind: "phase", phase: "writing_cache", at: time(i) })],
  [8, (i) => ({ kind: "warning", phase: "running_plugins", message: `stage drifted by ${i % 90} µm at 37 °C` })],
  [
    2,
    () => ({
      kind: "input_required",
      fields: Array.from({ length: 4 }, field),
      reason: "missing",
      plugin: "calibration",
    }),
  ],
  [2, (i) => ({ kind: "done", result: { path: `/data/lab/Run_${i}`, sync_status: "pending", blocked: false } })],
  [
    1,
    (i) => ({
      kind: "failed",
      phase: "running_plugins",
      error: { code: "cancelled", message: "operator cancelled", trace_id: String(i) },
    }),
  ],
  [2, (i) => ({ kind: "snapshot", findings: findings(i, 50), audit_at: time(i) })],
  [5, (i) => ({ kind: "delta", added: findings(i, 3), removed: [], changed: [], audit_at: time(i) })],
];

/**
 * @param {unknown} _
 * @param {number} i
 */
function field(_, i) {
  return {
    id: `field_${i}`,
    label: "Calibration ID",
    type: "string",
    required: true,
    default: null,
    hint: "as on the label",
  };
}

/**
 * Frames of the mix, in an order that is the same each time.
 * @param {number} first
 * @param {number} count
 */
export function framesOfMix(first, count) {
  const kinds = MIX.flatMap(([weight, frame]) => Array.from({ length: weight }, () => frame));
  return Array.from({ length: count }, (_, n) => {
    // A step that has no factor in common with the sum of the weights meets each kind as often as it weighs.
    const make = kinds[((first + n) * 37) % kinds.length];
    if (make === undefined) throw new Error("the mix is empty");
    return make(first + n);
  });
}

/**
 * Writes a log of about so many bytes.
 * @param {string} file
 * @param {number} bytes
 */
export function writeLog(file, bytes) {
  const kinds = MIX.flatMap(([weight, frame]) => Array.from({ length: weight }, () => frame));
  const out = openSync(file, "w");
  let written = 0;
  let state = 12345;
  for (let i = 0; written < bytes;) {
    const lines = [];
    for (let n = 0; n < 4000; n++, i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      lines.push(JSON.stringify(kinds[(state >>> 8) % kinds.length]?.(i)));
    }
    written += writeSync(out, `${lines.join("\n")}\n`);
  }
  closeSync(out);
}

/**
 * Writes a log in which every frame is invalid.
 * @param {string} file
 * @param {number} bytes
 */
export function writeBadLog(file, bytes) {
  const out = openSync(file, "w");
  let written = 0;
  for (let i = 0; written < bytes;) {
    const lines = [];
    for (let n = 0; n < 4000; n++, i++) {
      lines.push(JSON.stringify({ kind: "progress", phase: "running_plugins", current: String(i), total: 40 }));
    }
    written += writeSync(out, `${lines.join("\n")}\n`);
  }
  closeSync(out);
}

/**
 * Writes a log of about so many bytes, by repeating the lines of a compressed one.
 * @param {string} from
 * @param {string} to
 * @param {{ bytes: number, without?: readonly number[] }} options numbers of lines to be left out, from 1
 */
export function repeatLog(from, to, { bytes, without = [] }) {
  const left = new Set(without);
  const lines = gunzipSync(readFileSync(from)).toString("utf8").split("\n");
  const whole = lines.filter((line, i) => line !== "" && !left.has(i + 1)).join("\n");
  const out = openSync(to, "w");
  for (let written = 0; written < bytes;) written += writeSync(out, `${whole}\n`);
  closeSync(out);
}
