/** Which colour stands for what: the same one in every plot and legend of the page. */
import { markup, type Markup, visible } from "./markup.js";

/** Colours that can be told apart; page.css defines them. */
const colours = 10;

/** How frames of no known kind are called in bins and runs. */
export const unknownKind = "?";

/** Names with the class of their colour. What comes after the colours have run out shares one. */
export class Series {
  readonly #classes: ReadonlyMap<string, string>;
  /** The names that have a colour of their own. */
  readonly own: readonly string[];
  readonly rest: readonly string[];

  constructor(all: readonly string[]) {
    const names = all.filter((name) => name !== unknownKind);
    this.own = names.length <= colours ? names : names.slice(0, colours - 1);
    this.rest = names.slice(this.own.length);
    this.#classes = new Map(this.own.map((name, i) => [name, `s${i}`]));
  }

  classOf(name: string): string {
    return name === unknownKind ? "unknown" : (this.#classes.get(name) ?? "rest");
  }
}

/** One entry of a legend. */
export interface Entry {
  readonly className: string;
  readonly label: string;
}

export function legendOf(entries: readonly Entry[]): Markup {
  const items = entries.map(
    ({ className, label }) => markup`<li>${swatch(className)}<span>${visible(label)}</span></li>`,
  );
  return markup`<ul class="legend">${items}</ul>`;
}

export function swatch(className: string): Markup {
  return markup`
    <svg class="swatch" width="12" height="12" aria-hidden="true">
      <rect class="${className}" width="12" height="12" rx="2" />
    </svg>`;
}

/** A list of which only the first things are open to the eye; the others wait behind a line that says what they are. */
export function foldAway(label: string, content: Markup): Markup {
  return markup`<details class="more"><summary>${label}</summary>${content}</details>`;
}
