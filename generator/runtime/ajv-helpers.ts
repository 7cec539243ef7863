/** The number of code points in a text; a lone surrogate counts as one. */
export function ucs2length(text: string): number {
  let length = text.length;
  for (let index = 1; index < text.length; index++) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
    if (isPair) length--;
  }
  return length;
}

/** Whether two JSON values are the same, the order of members aside. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isCompound(left) || !isCompound(right)) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => equal(item, right[index]));
  }
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && equal(left[name], right[name]));
}

function isCompound(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Fewer items than this are compared one with another. */
const FEW = 8;

/** The last item that holds the same JSON value as one before it, and the last of those; undefined where all differ. */
export function alike(items: readonly unknown[]): readonly [number, number] | undefined {
  if (items.length < FEW) return alikeOfFew(items);
  const places = new Map<unknown, number>();
  let found: readonly [number, number] | undefined;
  for (let index = 0; index < items.length; index++) {
    const key = keyOf(items[index]);
    const before = places.get(key);
    if (before !== undefined) found = [index, before];
    places.set(key, index);
  }
  return found;
}

function alikeOfFew(items: readonly unknown[]): readonly [number, number] | undefined {
  for (let index = items.length - 1; index > 0; index--) {
    for (let before = index - 1; before >= 0; before--) if (equal(items[index], items[before])) return [index, before];
  }
  return undefined;
}

/** The same for equal values: numbers and such themselves, of all others a text. */
function keyOf(value: unknown): unknown {
  return typeof value === "string" || isCompound(value) ? canonical(value) : value;
}

/** A value as text, its members in the order of their names. */
function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  // Anything else that is not of JSON is refused elsewhere, so all of its sort may pass for one here.
  if (!isCompound(value)) return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += `${canonical(item)},`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) text += `${JSON.stringify(name)}:${canonical(value[name])},`;
  return `{${text}}`;
}
