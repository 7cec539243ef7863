import { cut, escape } from "./quote.js";
import { isPlainObject, own } from "./value.js";

/** One step into a value: a number into an array, a string into an object. */
export type Segment = string | number;

/** How deep values may be nested; more is taken for a cycle. */
export const MAX_DEPTH = 5500;

const SHOWN = 16;
const INDEX = /^(?:0|[1-9]\d*)$/;
const LONGEST_POINTER = 1000;

/** A place in the words of messages, such as `$.fields[0].id`; shortened when it is deep. */
export function pathText(segments: readonly Segment[]): string {
  return `$${segments.slice(0, SHOWN).map(step).join("")}${segments.length > SHOWN ? "…" : ""}`;
}

/** The end of a message that says where; nothing for the root. */
export function at(segments: readonly Segment[]): string {
  return segments.length === 0 ? "" : ` - at \`${pathText(segments)}\``;
}

/** A place as JSON pointer; that of an ancestor when it is absurdly deep. */
export function pointerOf(segments: readonly Segment[]): string {
  const shown = segments.length > LONGEST_POINTER ? segments.slice(0, SHOWN) : segments;
  return shown.map((segment) => `/${String(segment).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** The steps of a JSON pointer, and the value that it leads to in `root`. */
export function follow(
  pointer: string,
  root: unknown,
): { readonly segments: readonly Segment[]; readonly value: unknown } {
  const segments: Segment[] = [];
  let value = root;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replace(/~1/g, "/").replace(/~0/g, "~");
    if (Array.isArray(value) && INDEX.test(name)) {
      segments.push(Number(name));
      value = value[Number(name)] as unknown;
    } else {
      segments.push(name);
      value = isPlainObject(value) ? own(value, name) : undefined;
    }
  }
  return { segments, value };
}

function step(segment: Segment): string {
  if (typeof segment === "number") return `[${segment}]`;
  const short = cut(segment);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(short) ? `.${short}` : `[${escape(JSON.stringify(short))}]`;
}
