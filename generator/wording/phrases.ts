/** Small pieces of sentences that several wordings share. */
import { nearest } from "../runtime/nearest.js";

export { nearest };

/** Text from outside, in quotation marks and cut to a length that a person reads. */
export function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 77)}…` : text}"`;
}

/** `"a", "b" and 3 more` */
export function list(names: readonly string[], most = 8): string {
  return joined(names, "and", most);
}

/** `"a", "b" or 3 more` */
export function choice(names: readonly string[], most = 8): string {
  return joined(names, "or", most);
}

function joined(names: readonly string[], word: "and" | "or", most: number): string {
  const shown = names.slice(0, most).map(quoted);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} ${word} ${rest} more`;
  const last = shown.pop();
  return shown.length === 0 ? (last ?? "none") : `${shown.join(", ")} ${word} ${last}`;
}

/** `did you mean "x"?`, where one of the known names is near enough. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  return near === undefined ? undefined : `did you mean ${quoted(near)}?`;
}
