/**
 * Fills the list of sessions, and follows the one that is chosen. The problems are followed all the time.
 */
import { byId, element } from "./dom.js";
import { followProblems } from "./problems.js";
import { followSession } from "./session.js";

const choice = byId("choice", HTMLFormElement);
const list = byId("session", HTMLSelectElement);
let leave = () => {};

function watch() {
  leave();
  leave = followSession(list.value);
}

choice.addEventListener("submit", (submit) => {
  submit.preventDefault();
  watch();
});
list.addEventListener("change", watch);

followProblems();
const response = await fetch("/api/v1/sessions");
/** @type {string[]} */
const sessions = await response.json();
list.replaceChildren(...sessions.map((id) => element("option", { value: id }, [id])));
if (sessions.length > 0) watch();
