/** Regular expressions of schemas. They run as JavaScript's, with the flag `u`. */

/** Why a pattern cannot be used; undefined where it can. */
export function patternFault(pattern: string): string | undefined {
  try {
    RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return reason.replace(/^Invalid regular expression: /, "").replace(`/${pattern}/u: `, "");
  }
}
