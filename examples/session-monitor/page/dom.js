/**
 * Helpers to find and to make elements, and to write values. Text goes in as text, never as markup.
 */

/**
 * The element of that id, as what the page's markup makes of it.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new TypeError(`The page has no ${type.name} #${id}`);
}

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Partial<HTMLElementTagNameMap[N]>} [properties]
 * @param {readonly (Node | string)[]} [children]
 */
export function element(name, properties = {}, children = []) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

/** A member of an object that may hold anything, as text. @param {unknown} value */
export function asText(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A name of the protocol as people read it. @param {string} name */
export function asWords(name) {
  return name.replaceAll("_", " ");
}

/** An ISO 8601 time stamp as the reader's own time of day. @param {string} stamp */
export function asTime(stamp) {
  const date = new Date(stamp);
  return Number.isNaN(date.getTime()) ? stamp : date.toLocaleTimeString();
}
