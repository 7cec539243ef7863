/**
 * The problems channel: a snapshot fills the table, and every delta after it changes some rows.
 */
import { safeDecodeProblemsEvent } from "./events/index.js";
import { connect, skip } from "./channel.js";
import { asText, asTime, asWords, byId, element } from "./dom.js";

/**
 * @import { ProblemsEvent } from "./events/index.js"
 * @typedef {Record<string, unknown>} Finding
 */

const RECONNECT_AFTER = 2000;
const table = byId("problems", HTMLTableSectionElement);
const audit = byId("audit", HTMLParagraphElement);

/** The open findings, by what tells them apart. @type {Map<string, Finding>} */
const findings = new Map();

/** Follows the audit for good: a new connection begins with a snapshot, which makes up for what was missed. */
export function followProblems() {
  const socket = connect("/api/v1/problems/events");
  socket.addEventListener("message", ({ data }) => {
    const result = safeDecodeProblemsEvent(data);
    if (result.ok) show(result.event);
    else skip(result.error);
  });
  socket.addEventListener("close", () => setTimeout(followProblems, RECONNECT_AFTER));
}

/** @param {ProblemsEvent} event */
function show(event) {
  switch (event.kind) {
    case "snapshot":
      findings.clear();
      put(event.findings);
      return showTable(event.audit_at, "");
    case "delta":
      for (const finding of event.removed) findings.delete(keyOf(finding));
      put([...event.added, ...event.changed]);
      return showTable(
        event.audit_at,
        `: ${event.added.length} added, ${event.removed.length} removed, ${event.changed.length} changed`,
      );
    default:
      return unhandled(event);
  }
}

/** @param {never} event */
function unhandled(event) {
  throw new TypeError(`No case for ${asText(event)}`);
}

/** @param {readonly Finding[]} changed */
function put(changed) {
  for (const finding of changed) findings.set(keyOf(finding), finding);
}

/** @param {Finding} finding */
function keyOf(finding) {
  return JSON.stringify([finding["rule"], finding["offending_path"]]);
}

/** @param {string} at @param {string} changes */
function showTable(at, changes) {
  table.replaceChildren(...[...findings.values()].map(row));
  audit.textContent = `${findings.size} open. Last audit at ${asTime(at)}${changes}.`;
}

/** @param {Finding} finding */
function row(finding) {
  const tier = asText(finding["tier"]);
  const folders = asText(finding["offending_path"] ?? finding["run_path"]).split("/");
  const file = folders.pop() ?? "";
  const override = finding["override_active"] === true ? "override" : "";
  return element("tr", {}, [
    element("td", {}, [element("span", { className: `tier ${tier}` }, [tier]), element("small", {}, [override])]),
    element("td", {}, [asWords(asText(finding["rule"])), element("small", {}, [asText(finding["rule_detail"])])]),
    element("td", {}, [element("strong", {}, [file]), element("small", {}, [folders.join("/")])]),
  ]);
}
