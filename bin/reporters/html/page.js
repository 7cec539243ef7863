// The filter of the list of problems, the one thing on the page that takes a script.

const form = document.querySelector("form.filter");
const list = document.querySelector("ol.groups");
if (form instanceof HTMLFormElement && list !== null) start(form, list);

/**
 * @param {HTMLFormElement} form
 * @param {Element} list
 */
function start(form, list) {
  const items = [...list.querySelectorAll("li")].map((item) => ({
    item,
    details: item.querySelector("details"),
    text: (item.textContent ?? "").toLowerCase(),
    kind: item.dataset["kind"] ?? "",
    severity: item.dataset["severity"] ?? "",
    place: Number(item.dataset["place"]),
  }));
  const orders = new Map([
    ["weight", items],
    ["place", items.toSorted((a, b) => a.place - b.place)],
    ["kind", items.toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))],
  ]);
  const output = form.querySelector("output");
  const button = form.querySelector("button");
  let order = "weight";

  const filter = () => {
    const given = new FormData(form);
    const words = String(given.get("text") ?? "")
      .toLowerCase()
      .split(/\s+/);
    const kind = given.get("kind") ?? "*";
    const severity = given.get("severity") ?? "";
    let shown = 0;
    for (const one of items) {
      const fits =
        (kind === "*" || one.kind === kind) &&
        (severity === "" || one.severity === severity) &&
        words.every((word) => one.text.includes(word));
      one.item.hidden = !fits;
      if (fits) shown++;
    }
    if (output !== null) output.value = shown === items.length ? "" : `${shown} of ${items.length} groups`;
    arrange(String(given.get("order") ?? "weight"));
  };

  /** @param {string} wanted */
  const arrange = (wanted) => {
    if (wanted === order) return;
    order = wanted;
    list.append(...(orders.get(wanted) ?? items).map(({ item }) => item));
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof HTMLInputElement)) return;
    event.target.value = "";
    filter();
  });
  button?.addEventListener("click", () => {
    const isOpening = button.textContent === "Open all";
    for (const { item, details } of items) if (details !== null && !item.hidden) details.open = isOpening;
    button.textContent = isOpening ? "Close all" : "Open all";
  });
  form.hidden = false;
  // A browser that goes back to the page fills in what was in the form.
  filter();
}

// Browsers that cannot style what is in a closed part print it once it is open.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.setAttribute("open", "");
    details.classList.add("printed");
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details.printed")) {
    details.removeAttribute("open");
    details.classList.remove("printed");
  }
});
