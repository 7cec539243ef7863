/**
 * What the server plays where it has no log: one session that asks for input, one that fails, one of a newer server.
 */
import {
  deltaEvent,
  doneEvent,
  failedEvent,
  inputRequiredEvent,
  phaseEvent,
  progressEvent,
  snapshotEvent,
  warningEvent,
} from "./page/events/index.js";

/**
 * @import { Recording, Step } from "./recording.js"
 * @typedef {Record<string, unknown>} Finding
 */

const RUN = "/data/lab/CONFOCAL_01/PROJ-0042/Run_17";
const FINDINGS = [
  finding("illegal_characters", "soft", "stack #1.tif", "The archive refuses a character of the name"),
  finding("unresolved_placeholder_token", "hard", "<run_date>.xlsx", "A placeholder was left in the rendered name"),
  finding("missing_readme", "soft", "README.md", "The run has no description"),
];
const LATE_FINDING = finding("orphan", "hard", "f0.tif", "The file belongs to no run");

/** @type {Recording} */
export const demo = {
  sessions: new Map([
    ["asks-for-input", [...start(8), askForInput(), ...finish()]],
    ["fails", [...start(3), failure()]],
    ["newer-server", [unknownKind(), ...start(4), ...finish()]],
  ]),
  problems: [
    { after: 0, message: () => snapshotEvent({ findings: FINDINGS, audit_at: now() }) },
    delta({ added: [LATE_FINDING] }),
    delta({ removed: FINDINGS.slice(0, 1), changed: [{ ...LATE_FINDING, tier: "soft", override_active: true }] }),
  ],
};

/** @param {number} total @returns {Step[]} */
function start(total) {
  const counts = Array.from({ length: total + 1 }, (_, current) => current);
  return [
    ...["validating_inputs", "rendering_template", "running_plugins"].map(enter),
    ...counts.map((current) => ({
      after: 700,
      message: () => progressEvent({ phase: "running_plugins", current, total }),
    })),
  ];
}

/** @returns {Step} */
function askForInput() {
  const fields = [
    { id: "calibration_id", label: "Calibration ID", type: "string", required: true, hint: "See the instrument log" },
    { id: "objective", label: "Objective", options: ["10x air", "20x air", "63x oil"], default: "20x air" },
    { id: "replicate", label: "Replicate", type: "integer", required: true, default: 1 },
    { id: "control", label: "This is a control sample", type: "boolean", default: false },
  ];
  const event = inputRequiredEvent({ fields, reason: "The workbook lacks values.", plugin: "xlsx_field_filler" });
  return { after: 500, message: () => event, waits: true };
}

/** @returns {Step[]} */
function finish() {
  const message = "The sync waits until the hard findings are resolved";
  const result = { path: RUN, sync_status: "queued", blocked: false };
  return [
    ...["writing_cache", "validating_post_creation", "queueing_nas_sync"].map(enter),
    { after: 200, message: () => warningEvent({ phase: "queueing_nas_sync", message }) },
    { after: 900, message: () => doneEvent({ result }) },
  ];
}

/** @returns {Step} */
function failure() {
  const error = { code: "template_missing", message: "The template has no cover sheet", trace_id: "7f3a9c" };
  return { after: 900, message: () => failedEvent({ phase: "running_plugins", error }) };
}

/** @param {string} phase @returns {Step} */
function enter(phase) {
  return { after: 900, message: () => phaseEvent({ phase, at: now() }) };
}

/**
 * @param {{ added?: Finding[], removed?: Finding[], changed?: Finding[] }} changes
 * @returns {Step}
 */
function delta({ added = [], removed = [], changed = [] }) {
  return { after: 6000, message: () => deltaEvent({ added, removed, changed, audit_at: now() }) };
}

/** A frame that this page's schemas do not have. @returns {Step} */
function unknownKind() {
  return { after: 300, message: () => '{"kind":"heartbeat","at":"2026-05-05T12:34:56Z"}' };
}

function now() {
  return new Date().toISOString();
}

/**
 * @param {string} rule
 * @param {"hard" | "soft"} tier
 * @param {string} file
 * @param {string} detail
 */
function finding(rule, tier, file, detail) {
  return {
    rule,
    tier,
    run_path: RUN,
    offending_path: `${RUN}/${file}`,
    offending_kind: "file_name",
    matched_token: null,
    rule_detail: detail,
    synced_under_prior_policy: false,
    override_active: false,
  };
}
