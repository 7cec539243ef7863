/**
 * The form for what a plugin asks. The members of a field are an open set, so each is looked at before it is used.
 */
import { asText, byId, element } from "./dom.js";

/** @import { InputRequiredEvent } from "./events/index.js" */

const prompt = byId("prompt", HTMLElement);
const form = byId("answer", HTMLFormElement);
const fields = byId("fields", HTMLDivElement);
const button = form.querySelector("button") ?? element("button");

/** @param {InputRequiredEvent} event @param {string} path Where the answer is sent. */
export function ask(event, path) {
  byId("reason", HTMLSpanElement).textContent = event.reason;
  byId("plugin", HTMLElement).textContent = event.plugin;
  fields.replaceChildren(...event.fields.map(fieldset));
  button.disabled = false;
  button.textContent = "Send";
  prompt.hidden = false;
  form.action = path;
}

export function dismiss() {
  prompt.hidden = true;
}

form.addEventListener("submit", async (submit) => {
  submit.preventDefault();
  button.disabled = true;
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const response = await fetch(form.action, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  button.disabled = response.ok;
  button.textContent = response.ok ? "Sent" : `Refused (${response.status}), send again`;
});

/** @param {Record<string, unknown>} field @param {number} index */
function fieldset(field, index) {
  const id = `field-${index}`;
  const control = controlFor(field);
  control.id = id;
  control.name = asText(field["id"]);
  const label = element("label", { htmlFor: id }, [asText(field["label"] ?? field["id"])]);
  if (field["hint"] === undefined) return element("div", { className: "field" }, [label, control]);
  control.setAttribute("aria-describedby", `${id}-hint`);
  const hint = element("small", { id: `${id}-hint` }, [asText(field["hint"])]);
  return element("div", { className: "field" }, [label, control, hint]);
}

/**
 * @param {Record<string, unknown>} field
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function controlFor({ type, options, required, default: value }) {
  if (Array.isArray(options) && options.length > 0) {
    const choices = options.map((option) => element("option", { selected: option === value }, [asText(option)]));
    return element("select", { required: required === true }, choices);
  }
  if (type === "boolean") return element("input", { type: "checkbox", checked: value === true });
  const isNumber = type === "integer" || type === "number";
  const input = element("input", {
    type: isNumber ? "number" : "text",
    value: asText(value),
    required: required === true,
  });
  input.step = type === "number" ? "any" : "";
  return input;
}
