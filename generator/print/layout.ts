/** Line breaking for code that is printed as it stands, in the style of what prettier formats. */

const width = 120;

/** Items between brackets: on one line where they fit, behind `before` columns, else one a line. */
export function bracketed(
  [open, close]: readonly [open: string, close: string],
  items: readonly string[],
  before = 0,
): string {
  const line = `${open}${items.join(", ")}${close}`;
  if (before + line.length <= width) return line;
  return `${open.trimEnd()}\n${items.map((item) => `  ${item},\n`).join("")}${close.trimStart()}`;
}
