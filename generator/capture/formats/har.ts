/**
 * HAR, as a browser's tools save it: the messages of its WebSocket entries are records, each read on its own, however
 * many there are.
 */
import { isUtf8 } from "node:buffer";
import { captureWording } from "../../wording/capture.js";
import { bytesOf, type Element } from "../element.js";
import { ElementSplitter, type Path } from "../elements.js";
import { cutShort, logError } from "../fault.js";
import { newPlace, type RecordPlace } from "../frame.js";
import { parseJson, tooDeep, tooMany } from "../json.js";
import { type Direction, fits } from "../options.js";
import type { LogFault } from "../tally.js";
import type { LogFormat, LogReader, Opening } from "./format.js";

export const har: LogFormat = {
  name: "har",
  isSplittable: false,
  detect: (head) =>
    /^\s*\{\s*"log"\s*:\s*\{/.test(head) && /"(?:creator|entries|version|pages|browser)"\s*:/.test(head),
  open: (opening) => new HarReader(opening),
};

interface Message {
  readonly type?: unknown;
  readonly time?: unknown;
  readonly opcode?: unknown;
  readonly data?: unknown;
}

const longestUrl = 64 * 1024;

class HarReader implements LogReader {
  readonly #opening: Opening;
  readonly #document: ElementSplitter;
  readonly #place: RecordPlace = newPlace();
  /** Address of the entry that is read; undefined as long as it has not come. */
  #url: string | undefined;
  /** Messages of an entry whose address comes after them, as Chrome writes it. */
  #held: Element | undefined;
  #entry = 0;
  #sockets = 0;
  #hasEntries = false;

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#document = new ElementSplitter(5, {
      limit: (path) => this.#limit(path),
      element: (element, path) => this.#element(element, path),
      tooLong: (element, path) => this.#tooLong(element, path),
      cut: (element, path) => {
        if (path.length === 4) this.#element(element, path);
      },
      closed: (path) => this.#closed(path),
    });
  }

  readonly push = (chunk: Buffer): boolean => {
    this.#document.push(chunk);
    return true;
  };

  readonly breakOff = (): void => {
    this.#document.end();
    this.#release();
  };

  readonly end = (): LogFault | undefined => {
    this.breakOff();
    const { root, isWhole, isFollowed } = this.#document;
    if (root === undefined) return undefined;
    if (root === "object" && !isWhole) return cutShort("its list of entries has no end").fault;
    if (!this.#hasEntries)
      return logError("log/wrong-format", captureWording["log/wrong-format"]({ format: "har" })).fault;
    if (isFollowed) return logError("log/more-text", captureWording["log/more-text"]({})).fault;
    const { message } = captureWording["log/no-sockets"]({});
    return this.#sockets > 0 ? undefined : { code: "log/no-sockets", severity: "warning", message };
  };

  readonly lines = (): number => this.#document.lines;

  #limit([log, entries, entry, name, part]: Path): number {
    if (log !== "log" || entries !== "entries" || typeof entry !== "number") return 0;
    const { maxLine } = this.#opening.options;
    if (name === "request") return part === "url" ? longestUrl : 0;
    if (name !== "_webSocketMessages") return 0;
    if (part === undefined) return this.#url === undefined ? maxLine * 4 : 0;
    return typeof part === "number" && this.#isPicked() ? maxLine : 0;
  }

  #element(element: Element, [, , entry, name, number]: Path): void {
    this.#entry = Number(entry);
    if (name === "request") {
      const url = parseJson(bytesOf(element).toString());
      this.#url = typeof url === "string" ? url : "";
      if (this.#held !== undefined) this.#release();
    } else if (number === undefined) this.#held = element;
    else this.#message(element, Number(number));
  }

  #tooLong(element: Element, [, , entry, name, number]: Path): void {
    this.#entry = Number(entry);
    if (name === "request") this.#url = "";
    else if (number === undefined) this.#held = element;
    else this.#tooLongMessage(element, Number(number));
  }

  /** The direction comes first, mostly; where it does not, nobody knows it. */
  #tooLongMessage(element: Element, number: number): void {
    const place = this.#at(element, number);
    place.direction = wayOf(/^\{\s*"type"\s*:\s*"(\w+)"/.exec(element.head?.toString("latin1") ?? "")?.[1]);
    this.#opening.sink.tooLong(place);
  }

  #closed(path: Path): void {
    if (path.length === 2 && path[1] === "entries") this.#hasEntries = true;
    if (path.length === 3 && path[1] === "entries") {
      this.#release();
      this.#url = undefined;
    }
    if (path.length === 4 && path[3] === "_webSocketMessages" && this.#isPicked()) this.#sockets++;
  }

  #isPicked(): boolean {
    const { urls } = this.#opening.options;
    return urls.length === 0 || urls.some((pattern) => fits(pattern, this.#url ?? ""));
  }

  /** The messages that were held back. */
  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined || !this.#isPicked()) return;
    this.#sockets++;
    if (held.pieces.length === 0) return this.#opening.sink.tooLong(this.#at(held, undefined));
    const { maxLine } = this.#opening.options;
    const shifted = (inner: Element): Element => ({
      ...inner,
      offset: held.offset + inner.offset,
      line: held.line + inner.line - 1,
    });
    const splitter = new ElementSplitter(1, {
      limit: ([step]) => (typeof step === "number" ? maxLine : 0),
      element: (inner, [number]) => this.#message(shifted(inner), Number(number)),
      tooLong: (inner, [number]) => this.#tooLongMessage(shifted(inner), Number(number)),
    });
    for (const piece of held.pieces) splitter.push(piece);
  }

  #message(element: Element, number: number): void {
    const bytes = bytesOf(element);
    const message = parseJson(bytes.toString());
    const place = this.#at(element, number);
    if (message === undefined || message === tooDeep || message === tooMany) {
      place.isUtf8 = isUtf8(bytes);
      return this.#opening.sink.record(bytes.toString(), place);
    }
    const { type, time, opcode, data }: Message = typeof message === "object" && message !== null ? message : {};
    // Close, ping and pong carry no frame; nor does an error.
    if ((typeof opcode === "number" && opcode !== 1 && opcode !== 2) || typeof data !== "string") return;
    const decoded = opcode === 2 ? Buffer.from(data, "base64") : undefined;
    place.isUtf8 = isUtf8(decoded ?? bytes);
    place.time = typeof time === "number" ? milliseconds(time) : undefined;
    place.direction = wayOf(type);
    this.#opening.sink.record(decoded?.toString() ?? data, place);
  }

  /** Of a message; its columns are not those of the file, where it is escaped or encoded. */
  #at({ offset, line, length }: Element, number: string | number | undefined): RecordPlace {
    const url = this.#url ?? "";
    const connection = `${this.#entry} ${withoutQuery(url)}`;
    const told = { time: undefined, direction: undefined };
    const place = Object.assign(this.#place, { offset, line, bytes: length, column: -1, connection, url }, told);
    place.entry = this.#entry;
    if (typeof number === "number") place.entryMessage = number;
    else delete place.entryMessage;
    return place;
  }
}

function wayOf(type: unknown): Direction | undefined {
  return type === "send" || type === "receive" ? type : undefined;
}

/** What follows a `?` may be a secret, and the number tells sockets apart. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

/** Chrome writes seconds, Playwright milliseconds. */
function milliseconds(time: number): number {
  return time > 1e11 ? time : time * 1000;
}
