/** Lines that fit a terminal. Where the output is no terminal there is no width, and nothing is cut or broken. */

/** Columns that a terminal takes for a text: two for most of East Asia's characters and emoji, none for marks. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/^[\p{M}\u200d]$/u.test(character)) continue;
    columns +=
      /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]$/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** Breaks a line between words; what follows is indented. Colours take no room. */
export function wrapped(line: string, columns: number | undefined, indent: string): string[] {
  if (columns === undefined || shownWidth(line) <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/(?<=\S) /)) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && shownWidth(longer) > columns) {
      lines.push(current);
      current = indent + word;
    } else current = longer;
  }
  return [...lines, current];
}

function shownWidth(text: string): number {
  // oxlint-disable-next-line no-control-regex -- the escapes are our own
  return width(text.replace(/\u001b\[[\d;]*m/g, ""));
}

/** A line of which one place matters. */
export interface Pointed {
  readonly before: string;
  readonly place: string;
  readonly after: string;
}

/** Cuts what is far from the place, until all fits. */
export function fitted({ before, place, after }: Pointed, room: number | undefined): Pointed {
  if (room === undefined || width(before + place + after) <= room) return { before, place, after };
  const beforeRoom = Math.max(Math.floor(room / 3), room - width(place + after));
  const lead = fromEnd(before, beforeRoom);
  const shown = fromStart(place, room - width(lead));
  return { before: lead, place: shown, after: fromStart(after, Math.max(0, room - width(lead + shown))) };
}

function fromStart(text: string, room: number): string {
  if (width(text) <= room) return text;
  let kept = "";
  for (const character of text) {
    if (width(kept + character) > room - 1) break;
    kept += character;
  }
  return room < 1 ? "" : `${kept}…`;
}

function fromEnd(text: string, room: number): string {
  if (width(text) <= room) return text;
  const characters = [...text];
  let kept = "";
  while (width(`${characters.at(-1) ?? ""}${kept}`) <= room - 1) kept = `${characters.pop() ?? ""}${kept}`;
  return room < 1 ? "" : `…${kept}`;
}
