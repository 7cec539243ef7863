/** Everything about the terminal: whether to colour, what may be printed, and streams that close early. */

/** When to colour. */
export type When = "auto" | "always" | "never";

export type Style = "error" | "warning" | "hint" | "strong" | "dim" | "added" | "removed";

/** Where a command writes to. */
export interface Terminal {
  /** Data, to stdout, with a line end. */
  readonly out: (line: string) => void;
  /** Messages, to stderr, with a line end. */
  readonly err: (line: string) => void;
  /** How wide stdout is, where it is a terminal. */
  readonly columns: number | undefined;
  /** The same of stderr. */
  readonly errColumns: number | undefined;
  /** Colours for what goes to stdout. */
  readonly paintOut: Paint;
  /** Colours for what goes to stderr. */
  readonly paintErr: Paint;
  /** A line on stderr that the next one takes the place of, and an empty one removes; only where there is a terminal. */
  readonly status: ((line: string) => void) | undefined;
}

/** Gives text its colours, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** What of a stream matters here. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** The process's streams and environment, or a test's. */
export interface Surroundings {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: { readonly [name: string]: string | undefined };
}

const codes: { readonly [S in Style]: string } = {
  error: "1;31",
  warning: "1;33",
  hint: "36",
  strong: "1",
  dim: "2",
  added: "32",
  removed: "31",
};

/** Is a stream coloured? */
export function usesColour(when: When, stream: Pick<Stream, "isTTY">, env: Surroundings["env"]): boolean {
  if (when !== "auto") return when === "always";
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  if (env["TERM"] === "dumb" || (env["CI"] !== undefined && env["CI"] !== "")) return false;
  return stream.isTTY === true;
}

/** Opens the terminal. A reader that went away ends the output quietly. */
export function openTerminal(when: When, { stdout, stderr, env }: Surroundings): Terminal {
  return {
    out: printer(stdout),
    err: printer(stderr),
    columns: columnsOf(stdout),
    errColumns: columnsOf(stderr),
    paintOut: painter(usesColour(when, stdout, env)),
    paintErr: painter(usesColour(when, stderr, env)),
    status: isLive(stderr, env) ? (line) => void stderr.write(`\r\u001b[2K${line}`) : undefined,
  };
}

function columnsOf({ isTTY, columns }: Stream): number | undefined {
  return isTTY === true && columns !== undefined && columns > 20 ? columns : undefined;
}

/** Whether somebody watches: a terminal, and no build service that only looks like one. */
function isLive(stream: Stream, env: Surroundings["env"]): boolean {
  return stream.isTTY === true && env["TERM"] !== "dumb" && (env["CI"] === undefined || env["CI"] === "");
}

function printer(stream: Stream): (line: string) => void {
  let open = true;
  stream.on("error", () => {
    open = false;
  });
  return (line) => {
    if (!open) return;
    stream.write(line);
    // By itself: Node takes what a full disk has room for as all that was written, and only the next write fails.
    stream.write("\n");
  };
}

/** Calls back when what was written is lost, as on a full disk. A reader that went away has what it wanted. */
export function onLoss(stream: Pick<Stream, "on">, lost: (reason: string) => void): void {
  stream.on("error", (error) => {
    if (!("code" in error && error.code === "EPIPE")) lost(error.message);
  });
}

function painter(colours: boolean): Paint {
  return (style, text) => (colours ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}

/**
 * Text from outside as one line in which nothing hides: control characters, line separators, marks that turn the
 * direction of text and lone surrogates are written as escapes.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu, escaped);
}

/** The same for a terminal: without the `::command::` and `##[command]` that build services obey. */
export function plain(text: string): string {
  return harmless(text)
    .replace(/::(?=\s*[A-Za-z])/g, ":\\u003a")
    .replace(/##(?=(?:vso)?\[)/gi, "#\\u0023");
}

/** A value as JSON in which the same characters are written as JSON's own escapes: it says the same, and is harmless. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, inUnits)
    .replace(/##(?=(?:vso)?\[)/gi, "#\\u0023");
}

function inUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

const short: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escaped(character: string): string {
  // Joins the parts of one emoji, as in a family; it cannot hide or turn anything.
  if (character === "\u200d") return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return short.get(character) ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`);
}
