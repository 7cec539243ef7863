/** HAR, as a browser's tools save it: the messages of its WebSocket entries are records. */
import { type Element, ElementSplitter } from "../elements.js";
import { newPlace, type RecordPlace } from "../frame.js";
import { fits } from "../options.js";
import { captureWording, type LogCode } from "../../wording/capture.js";
import type { LogFault } from "../tally.js";
import type { LogFormat, LogReader, Opening } from "./format.js";

export const har: LogFormat = {
  name: "har",
  isSplittable: false,
  detect: (head) =>
    /^\s*\{\s*"log"\s*:\s*\{/.test(head) && /"(?:creator|entries|version|pages|browser)"\s*:/.test(head),
  open: (opening) => new HarReader(opening),
};

interface Entry {
  readonly request?: { readonly url?: unknown };
  readonly _webSocketMessages?: readonly unknown[];
}

interface Message {
  readonly type?: unknown;
  readonly time?: unknown;
  readonly opcode?: unknown;
  readonly data?: unknown;
}

class HarReader implements LogReader {
  readonly #opening: Opening;
  readonly #entries: ElementSplitter;
  readonly #place: RecordPlace = newPlace();
  #number = -1;
  #sockets = 0;

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#entries = new ElementSplitter(["log", "entries"], opening.options.maxLine, {
      element: (element) => this.#entry(element),
      tooLong: (element) => {
        this.#number++;
        opening.sink.tooLong(Object.assign(this.#place, at(element), { entry: this.#number }));
      },
    });
  }

  readonly push = (chunk: Buffer): boolean => {
    this.#entries.push(chunk);
    return true;
  };

  readonly end = (): LogFault | undefined => {
    const words = captureWording["log/cut-short"]({ reason: "its list of entries has no end" });
    if (!this.#entries.isClosed || !this.#entries.isWhole)
      return { code: "log/cut-short", severity: "error", ...words };
    return this.#sockets > 0 ? undefined : warning("log/no-sockets", captureWording["log/no-sockets"]({}));
  };

  readonly lines = (): number => this.#entries.lines;

  #entry(element: Element): void {
    this.#number++;
    const entry = parsed(element.bytes);
    if (entry === undefined) {
      Object.assign(this.#place, at(element), { entry: this.#number, entryMessage: undefined });
      return this.#opening.sink.record(element.bytes.toString(), this.#place);
    }
    const messages = entry._webSocketMessages;
    const url = String(entry.request?.url ?? "");
    const { urls } = this.#opening.options;
    if (!Array.isArray(messages) || (urls.length > 0 && !urls.some((pattern) => fits(pattern, url)))) return;
    this.#sockets++;
    Object.assign(this.#place, { entry: this.#number, connection: `${this.#number} ${withoutQuery(url)}`, url });
    let number = 0;
    const splitter = new ElementSplitter(["_webSocketMessages"], Infinity, {
      element: (inner) => this.#message(messages[number], { inner, element, number: number++ }),
      tooLong: () => undefined,
    });
    splitter.push(element.bytes);
  }

  #message(given: unknown, { inner, element, number }: { inner: Element; element: Element; number: number }): void {
    const { type, time, opcode, data }: Message = typeof given === "object" && given !== null ? given : {};
    // Close, ping and pong carry no frame; nor does an error.
    if ((typeof opcode === "number" && opcode !== 1 && opcode !== 2) || typeof data !== "string") return;
    const bytes = opcode === 2 ? Buffer.from(data, "base64") : undefined;
    const text = bytes?.toString() ?? data;
    Object.assign(this.#place, at(inner), {
      offset: element.offset + inner.offset,
      line: element.line + inner.line - 1,
      entryMessage: number,
      isUtf8: bytes === undefined || !text.includes("\ufffd") || bytes.equals(Buffer.from(text)),
      time: typeof time === "number" ? milliseconds(time) : undefined,
      direction: type === "send" || type === "receive" ? type : undefined,
    });
    this.#opening.sink.record(text, this.#place);
  }
}

// The message is escaped in the file, or encoded: its columns are not those of the file.
const at = ({ offset, line, length }: Element): Partial<RecordPlace> => ({ offset, line, bytes: length, column: -1 });

/** What follows a `?` may be a secret, and the number tells sockets apart. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

/** Chrome writes seconds, Playwright milliseconds. */
function milliseconds(time: number): number {
  return time > 1e11 ? time : time * 1000;
}

function parsed(bytes: Buffer): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(bytes.toString());
    return typeof entry === "object" && entry !== null ? entry : {};
  } catch {
    return undefined;
  }
}

function warning(code: LogCode, words: { readonly message: string }): LogFault {
  return { code, severity: "warning", ...words };
}
