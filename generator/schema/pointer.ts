/** JSON pointers (RFC 6901): text with tokens separated by `/`, `~0` for `~` and `~1` for `/`. */

export function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Appends tokens to a pointer. */
export function join(pointer: string, ...tokens: readonly string[]): string {
  return tokens.reduce((all, token) => `${all}/${escapeToken(token)}`, pointer);
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
