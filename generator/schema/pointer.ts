/** JSON pointers (RFC 6901): text with tokens separated by `/`, `~0` for `~` and `~1` for `/`. */

export function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** Appends tokens to a pointer. */
export function join(pointer: string, ...tokens: readonly string[]): string {
  let all = pointer;
  for (const token of tokens) all += `/${escapeToken(token)}`;
  return all;
}

/** The tokens of a pointer; `undefined` where the text is no pointer. */
export function split(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
