/** Markup that is safe by the way it is made: whatever is put into a template is text, unless it is markup itself. */
import { harmless } from "../../terminal.js";

/** A piece of a document. Only {@link markup} makes it of what is not ours. */
export class Markup {
  readonly #text: string;
  /** Bytes that it takes in a file. */
  readonly size: number;

  /** Of text that is markup already. */
  constructor(text: string) {
    this.#text = text;
    this.size = Buffer.byteLength(text);
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may be put into markup; `false` is nothing. */
export type Part = Markup | string | number | false | readonly Part[];

/**
 * Makes markup of a template. Text in it may stand in elements and in attributes between quotation marks. Line ends of
 * the template, with the space after them, are layout and left out.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = strings.map((string, i) => string.replace(/\n\s*/g, "") + (i < parts.length ? textOf(parts[i]) : ""));
  return new Markup(written.join(""));
}

export const nothing = new Markup("");

/** Text of which every odd character is shown as an escape that differs from the same escape written out. */
export function visible(text: string): Markup {
  const pieces = text.split(/((?:(?!\u200d)[\p{C}\p{Zl}\p{Zp}])+)/u);
  return markup`${pieces.map((piece, i) => (i % 2 === 0 ? piece : markup`<span class="odd">${piece}</span>`))}`;
}

/** Names such as `pull_request.opened`, which may be broken after their signs. */
export function breakable(text: string): Markup {
  return markup`${text.split(/(?<=[._/:-])(?=[^._/:-])/).map((piece, i) => [i > 0 && wordBreak, visible(piece)])}`;
}

const wordBreak = new Markup("<wbr>");

/** Names and messages may be as long as somebody likes. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Things that were made into markup, and those that were not, for want of room. */
export interface Fitted<T> {
  readonly shown: readonly Markup[];
  readonly left: readonly T[];
}

/** As many of the first things as fit into so many bytes. */
export function fitting<T>(things: readonly T[], bytes: number, make: (thing: T, index: number) => Markup): Fitted<T> {
  const shown: Markup[] = [];
  let room = bytes;
  for (const [i, thing] of things.entries()) {
    const piece = make(thing, i);
    room -= piece.size;
    if (room < 0) return { shown, left: things.slice(i) };
    shown.push(piece);
  }
  return { shown, left: [] };
}

function textOf(part: Part | undefined): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "object") return part.map(textOf).join("");
  const text = harmless(String(part)).replace(/[&<>"']/g, (sign) => entities.get(sign) ?? "");
  // A page may be printed in a build, whose service obeys what looks like its commands.
  return text.replace(/##(?=(?:vso)?\[)/gi, "&#35;#");
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);
