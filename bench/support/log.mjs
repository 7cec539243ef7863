/**
 * A log of captured frames as they come: mostly small ones, a few large. 487 bytes a frame on average.
 */
import { closeSync, openSync, writeSync } from "node:fs";

const finding = {
  rule: "missing_readme",
  tier: "hard",
  run_path: "/data/lab/CONFOCAL_01/PROJ-0042/Run_2026-05-05",
  offending_path: "/data/lab/CONFOCAL_01/PROJ-0042/Run_2026-05-05/raw",
  offending_kind: "directory",
  matched_token: null,
  rule_detail: "expected a README in every run folder",
  synced_under_prior_policy: false,
  override_active: false,
};

/** @type {readonly (readonly [weight: number, frame: (i: number) => object])[]} */
const MIX = [
  [60, (i) => ({ kind: "progress", phase: "running_plugins", current: i % 40, total: 40 })],
  [20, () => ({ kind: "phase", phase: "writing_cache", at: "2026-05-05T12:34:56Z" })],
  [8, (i) => ({ kind: "warning", phase: "running_plugins", message: `plugin ${i} took longer than expected` })],
  [2, () => ({ kind: "input_required", fields: Array.from({ length: 4 }, field), reason: "missing", plugin: "calibration" })],
  [2, (i) => ({ kind: "done", result: { path: `/data/lab/Run_${i}`, sync_status: "pending", blocked: false } })],
  [1, (i) => ({ kind: "failed", phase: "running_plugins", error: { code: "cancelled", message: "operator cancelled", trace_id: String(i) } })],
  [2, () => ({ kind: "snapshot", findings: Array.from({ length: 50 }, () => finding), audit_at: "2026-05-05T12:34:56Z" })],
  [5, () => ({ kind: "delta", added: [finding, finding, finding], removed: [], changed: [], audit_at: "2026-05-05T12:34:56Z" })],
];

/**
 * @param {unknown} _
 * @param {number} i
 */
function field(_, i) {
  return { id: `field_${i}`, label: "Calibration ID", type: "string", required: true, default: null, hint: "as on the label" };
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
  for (let i = 0; written < bytes; ) {
    const lines = [];
    for (let n = 0; n < 4000; n++, i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      lines.push(JSON.stringify(kinds[(state >>> 8) % kinds.length]?.(i)));
    }
    written += writeSync(out, `${lines.join("\n")}\n`);
  }
  closeSync(out);
}
