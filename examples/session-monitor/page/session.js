/**
 * The session channel: every event changes one part of the page, and the last one closes the connection.
 */
import { safeDecodeSessionEvent, sessionEventTerminalKinds } from "./events/index.js";
import { clearReports, connect, report, skip } from "./channel.js";
import { asText, asTime, asWords, byId, element } from "./dom.js";
import { ask, dismiss } from "./prompt.js";

/** @import { SessionEvent } from "./events/index.js" */

/** In the usual order. The set is open: a phase that is not listed is added when it comes. */
const KNOWN_PHASES = [
  "validating_inputs",
  "rendering_template",
  "running_plugins",
  "writing_cache",
  "validating_post_creation",
  "queueing_nas_sync",
];

const state = byId("state", HTMLParagraphElement);
const phases = byId("phases", HTMLOListElement);
const progress = byId("progress", HTMLProgressElement);
const progressLabel = byId("progress-label", HTMLLabelElement);
const outcome = byId("outcome", HTMLElement);

/** Follows a session to its end, or until the function that it gives is called. @param {string} id */
export function followSession(id) {
  reset();
  const path = `/api/v1/sessions/${encodeURIComponent(id)}`;
  const socket = connect(`${path}/events`);
  let ended = false;

  socket.addEventListener("message", ({ data }) => {
    const result = safeDecodeSessionEvent(data);
    if (!result.ok) {
      skip(result.error);
      return;
    }
    show(result.event, path);
    if (isTerminal(result.event)) {
      ended = true;
      socket.close(1000, "the session has ended");
    }
  });
  const closed = () => {
    if (!ended) setState("lost", "The connection closed before the session ended");
  };
  socket.addEventListener("close", closed);

  return () => {
    socket.removeEventListener("close", closed);
    socket.close();
  };
}

/** @param {SessionEvent} event @param {string} path */
function show(event, path) {
  switch (event.kind) {
    case "phase":
      showPhase(event.phase, event.at);
      return resume();
    case "progress":
      showProgress(event.phase, event.current, event.total);
      return resume();
    case "input_required":
      ask(event, `${path}/input`);
      return setState("asking", "Needs input");
    case "warning":
      return report(`${asWords(event.phase)}: ${event.message}`, "warning");
    case "done":
      closePhases("done");
      showOutcome("Result", event.result);
      return setState("done", "Done");
    case "failed":
      closePhases("failed");
      showOutcome(`Failed in ${asWords(event.phase)}`, event.error);
      return setState("failed", "Failed");
    default:
      return unhandled(event);
  }
}

/** A kind that the schemas gain is a type error here, until the switch has a case for it. @param {never} event */
function unhandled(event) {
  throw new TypeError(`No case for ${asText(event)}`);
}

/** @param {SessionEvent} event */
function isTerminal({ kind }) {
  return sessionEventTerminalKinds.some((terminal) => terminal === kind);
}

/** Whatever was asked has been answered, here or elsewhere. */
function resume() {
  dismiss();
  setState("running", "Running");
}

/** @param {string} phase @param {string} at */
function showPhase(phase, at) {
  closePhases("done");
  const known = [...phases.children].find(({ id }) => id === `phase-${phase}`);
  const item = known ?? phases.appendChild(phaseItem(phase));
  item.className = "current";
  item.setAttribute("aria-current", "step");
  item.querySelector("time")?.replaceChildren(asTime(at));
}

/** What was the current phase no longer is. @param {"done" | "failed"} className */
function closePhases(className) {
  for (const item of phases.querySelectorAll(".current")) {
    item.className = className;
    item.removeAttribute("aria-current");
  }
}

/** @param {string} phase */
function phaseItem(phase) {
  return element("li", { id: `phase-${phase}` }, [asWords(phase), element("time")]);
}

/** @param {string} phase @param {number} current @param {number} total */
function showProgress(phase, current, total) {
  progress.max = Math.max(total, 1);
  progress.value = current;
  progressLabel.textContent = `${asWords(phase)}: ${current} of ${total}`;
}

/** The members of `result` and `error` are an open set, so all of them are shown. @param {string} title @param {Record<string, unknown>} members */
function showOutcome(title, members) {
  dismiss();
  outcome.hidden = false;
  byId("outcome-title", HTMLHeadingElement).textContent = title;
  byId("details", HTMLDListElement).replaceChildren(
    ...Object.entries(members).flatMap(([name, value]) => [
      element("dt", {}, [asWords(name)]),
      element("dd", {}, [asText(value)]),
    ]),
  );
}

function reset() {
  dismiss();
  clearReports();
  outcome.hidden = true;
  phases.replaceChildren(...KNOWN_PHASES.map(phaseItem));
  progress.value = 0;
  progressLabel.textContent = "Progress";
  setState("running", "Connecting");
}

/** @param {"running" | "asking" | "done" | "failed" | "lost"} className @param {string} words */
function setState(className, words) {
  state.className = className;
  state.textContent = words;
}
