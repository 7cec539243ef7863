/**
 * Reads a captured log, one frame a line: bare, or in an envelope such as `{"time":…,"channel":…,"frame":{…}}` or
 * `{"ts":…,"data":"…"}`.
 */
import {
  CodecError,
  decodeEvent,
  encodeEvent,
  problemsEventKinds,
  sessionEventTerminalKinds,
} from "./page/events/index.js";

/**
 * @import { AnyEvent } from "./page/events/index.js"
 * @import { Recording, Step } from "./recording.js"
 *
 * @typedef {{ text: string, time?: unknown, channel?: unknown, connection?: unknown, direction?: unknown }} Captured
 */

/** What is taken to pass between two frames when the log does not say, in milliseconds. */
const USUAL_PAUSE = 500;

/** @param {string} log @returns {Recording} */
export function readRecording(log) {
  /** @type {Map<string, Step[]>} */
  const sessions = new Map();
  /** @type {Step[]} */
  const problems = [];
  const clocks = new Map();
  let ended = 0;

  log.split("\n").forEach((line, index) => {
    const captured = readLine(line.trim());
    if (captured.text === "" || captured.direction === "send") return;
    const message = readMessage(captured.text, index + 1);
    const id = isProblem(captured, message) ? undefined : String(captured.connection ?? `session-${ended + 1}`);
    const steps = id === undefined ? problems : (sessions.get(id) ?? []);
    const before = clocks.get(steps);
    const now = timeOf(captured, message) ?? (before ?? 0) + USUAL_PAUSE;
    clocks.set(steps, now);
    steps.push({ after: before === undefined ? 0 : Math.max(0, now - before), message: () => message });
    if (id !== undefined) sessions.set(id, steps);
    if (typeof message !== "string" && isTerminal(message)) ended++;
  });

  return { sessions, problems };
}

/** @param {string} line @returns {Captured} */
function readLine(line) {
  const entry = parse(line);
  if (typeof entry !== "object" || entry === null || "kind" in entry) return { text: line };
  const { frame = entry.data, time = entry.ts, channel, connection, direction } = entry;
  if (frame === undefined) return { text: line };
  return { text: typeof frame === "string" ? frame : JSON.stringify(frame), time, channel, connection, direction };
}

/**
 * An event; or the text as it was captured, where the schemas refuse it: real servers send such frames, and a client has to cope.
 * @param {string} text
 * @param {number} line
 */
function readMessage(text, line) {
  try {
    const event = decodeEvent(text);
    encodeEvent(event);
    return event;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    console.warn(`line ${line}: ${error.message}`);
    return text;
  }
}

/** @param {Captured} captured @param {AnyEvent | string} message */
function isProblem({ channel }, message) {
  if (typeof message === "string") return channel === "problems";
  return problemsEventKinds.some((kind) => kind === message.kind);
}

/** @param {AnyEvent} event */
function isTerminal({ kind }) {
  return sessionEventTerminalKinds.some((terminal) => terminal === kind);
}

/**
 * In milliseconds, where the envelope or the frame itself tells the time. A number counts seconds.
 * @param {Captured} captured
 * @param {AnyEvent | string} message
 */
function timeOf({ time }, message) {
  if (typeof time === "number") return time * 1000;
  const at = time ?? stampOf(message);
  const parsed = typeof at === "string" ? Date.parse(at) : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** @param {AnyEvent | string} message */
function stampOf(message) {
  if (typeof message === "string") return undefined;
  if ("at" in message) return message.at;
  return "audit_at" in message ? message.audit_at : undefined;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
