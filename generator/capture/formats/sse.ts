/** Server-sent events, as `curl -N` prints them: the data of each event is a record. */
import { newPlace } from "../frame.js";
import { LineSplitter, type Line } from "../split.js";
import type { LogFormat, Opening, LogReader } from "./format.js";

export const sse: LogFormat = {
  name: "sse",
  isSplittable: false,
  detect: (head) => /^(?:[ \t]*[\r\n]|:[^\r\n]*[\r\n])*(?:data|event|id|retry):/.test(head),
  open: (opening) => new EventReader(opening),
};

class EventReader implements LogReader {
  readonly #opening: Opening;
  readonly #splitter: LineSplitter;
  readonly #place = newPlace();
  readonly #ends = new LineEnds();
  #data: string[] = [];
  #length = 0;
  #isTooLong = false;

  constructor(opening: Opening) {
    this.#opening = opening;
    const { start, from, to, options } = opening;
    this.#splitter = new LineSplitter(
      { start, from, to, maxLine: options.maxLine },
      {
        line: (line) => this.#line(line),
        tooLong: (line) => {
          this.#begin(line);
          this.#isTooLong = true;
        },
      },
    );
  }

  readonly push = (chunk: Buffer): boolean => this.#ends.of(chunk).every((piece) => this.#splitter.push(piece));

  readonly end = (): undefined => {
    for (const piece of this.#ends.rest()) this.#splitter.push(piece);
    this.#splitter.end();
    this.#dispatch();
  };

  readonly breakOff = (): void => undefined;

  readonly lines = (): number => this.#splitter.lines;

  #line(line: Line): void {
    const text = line.text.endsWith("\r") ? line.text.slice(0, -1) : line.text;
    if (text === "") return this.#dispatch();
    const colon = text.indexOf(":");
    if ((colon === -1 ? text : text.slice(0, colon)) !== "data") return;
    const skip = text[colon + 1] === " " ? 2 : 1;
    this.#begin(line);
    this.#place.isUtf8 &&= line.isUtf8;
    this.#place.column = this.#data.length === 0 ? colon + skip : -1;
    this.#length += text.length;
    if (this.#length > this.#opening.options.maxLine) this.#isTooLong = true;
    if (this.#isTooLong) this.#data = [""];
    else this.#data.push(colon === -1 ? "" : text.slice(colon + skip));
  }

  #begin({ number, offset, bytes }: Line): void {
    if (this.#data.length === 0 && !this.#isTooLong) {
      Object.assign(this.#place, { line: number, offset, bytes: 0, isUtf8: true });
    }
    this.#place.bytes += bytes;
  }

  #dispatch(): void {
    const { sink } = this.#opening;
    if (this.#isTooLong) sink.tooLong(this.#place);
    else if (this.#data.length > 0) sink.record(this.#data.join("\n"), this.#place);
    this.#data = [];
    this.#length = 0;
    this.#isTooLong = false;
  }
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d] as const;

/** In SSE a line also ends in CR alone. Makes that a line feed, so that offsets stay what they are. */
class LineEnds {
  /** Whether the last chunk ended in CR: what comes next says whether that is a line end by itself. */
  #isOpen = false;

  of(chunk: Buffer): readonly Buffer[] {
    if (chunk.length === 0) return [];
    const before = this.#isOpen ? [Buffer.of(chunk[0] === lineFeed ? carriageReturn : lineFeed)] : [];
    this.#isOpen = chunk.at(-1) === carriageReturn;
    return [...before, fed(this.#isOpen ? chunk.subarray(0, -1) : chunk)];
  }

  rest(): readonly Buffer[] {
    return this.#isOpen ? [Buffer.of(lineFeed)] : [];
  }
}

/** With a line feed for each CR that none follows. The chunk is somebody else's, and stays as it is. */
function fed(chunk: Buffer): Buffer {
  let copy: Buffer | undefined;
  for (let at = chunk.indexOf(carriageReturn); at !== -1; at = chunk.indexOf(carriageReturn, at + 1)) {
    if (chunk[at + 1] === lineFeed) continue;
    copy ??= Buffer.from(chunk);
    copy[at] = lineFeed;
  }
  return copy ?? chunk;
}
