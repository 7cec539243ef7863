/**
 * Makes a recording of a captured log: of every log that `codegen validate` reads, such as NDJSON or a browser's HAR file.
 */
import path from "node:path";
import { readFrames } from "frame-codegen";
import {
  CodecError,
  decodeEvent,
  encodeEvent,
  problemsEventKinds,
  sessionEventTerminalKinds,
} from "./page/events/index.js";

/**
 * @import { LoggedFrame } from "frame-codegen"
 * @import { AnyEvent } from "./page/events/index.js"
 * @import { Recording, Step } from "./recording.js"
 */

const SCHEMAS = path.join(import.meta.dirname, "../../schemas");
/** What is taken to pass between two frames when the log does not say, in milliseconds. */
const USUAL_PAUSE = 500;

/** @param {string} log Path of the file. @returns {Promise<Recording>} */
export async function readRecording(log) {
  /** @type {Map<string, Step[]>} */
  const sessions = new Map();
  /** @type {Step[]} */
  const problems = [];
  /** When the last frame of each list came. @type {Map<Step[], number>} */
  const clocks = new Map();
  let ended = 0;
  let tellsTime = false;

  for await (const frame of readFrames(log, { schemas: SCHEMAS })) {
    if (frame.direction === "send") continue;
    const message = readMessage(frame);
    const id = isProblem(frame, message) ? undefined : (sessionOf(frame) ?? `session-${ended + 1}`);
    const steps = id === undefined ? problems : (sessions.get(id) ?? []);
    if (id !== undefined) sessions.set(id, steps);

    tellsTime ||= frame.time !== undefined;
    const before = clocks.get(steps);
    const now = frame.time ?? (tellsTime ? undefined : stampOf(message)) ?? (before ?? 0) + USUAL_PAUSE;
    clocks.set(steps, now);
    steps.push({ after: before === undefined ? 0 : Math.max(0, now - before), message: () => message });
    if (typeof message !== "string" && isTerminal(message)) ended++;
  }
  return { sessions, problems };
}

/**
 * An event; or the text as it was captured, where the schemas refuse it: real servers send such frames, and a client has to cope.
 * @param {LoggedFrame} frame
 */
function readMessage({ text, line }) {
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

/** @param {LoggedFrame} frame @param {AnyEvent | string} message */
function isProblem({ url, connection }, message) {
  if (typeof message === "string") return /\/problems\/|^problems\b/.test(url ?? connection);
  return problemsEventKinds.some((kind) => kind === message.kind);
}

/** What tells the sessions of a log apart, if it does. @param {LoggedFrame} frame */
function sessionOf({ url, connection }) {
  const [, id] = /\/sessions\/([^/?#]+)\/events/.exec(url ?? "") ?? [];
  return id ?? (connection === "" ? undefined : connection);
}

/** @param {AnyEvent} event */
function isTerminal({ kind }) {
  return sessionEventTerminalKinds.some((terminal) => terminal === kind);
}

/** The time that the frame itself tells. @param {AnyEvent | string} message */
function stampOf(message) {
  if (typeof message === "string") return undefined;
  const stamp = "at" in message ? message.at : "audit_at" in message ? message.audit_at : "";
  const time = Date.parse(stamp);
  return Number.isNaN(time) ? undefined : time;
}
