const LIMIT = 100;

/** Shortens text to about a hundred characters. */
export function cut(text: string): string {
  if (text.length <= LIMIT) return text;
  const short = text.slice(0, LIMIT);
  // A pair that was cut in two would show as an escape.
  return `${/[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short}…`;
}

/** Escapes what is not printable: control characters, marks that change the direction of text, lone surrogates. */
export function escape(text: string): string {
  return text.replace(/\p{C}|(?! )\p{Z}/gu, escapeCharacter);
}

/** Text in quotes, as Python's `repr` has it, shortened. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = cut(text).replace(/[\\']/g, (found) => (found === "\\" || found === mark ? `\\${found}` : found));
  return mark + escape(inner) + mark;
}

function escapeCharacter(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
