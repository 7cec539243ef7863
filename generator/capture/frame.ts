/** A captured frame on its way from a log format to the verdict. */
import type { Direction } from "./options.js";
import type { Scanner } from "./scanner/scanner.js";

/** Where a record begins, and how many bytes it has. Reused from record to record: to be read at once, not kept. */
export interface RecordPlace {
  line: number;
  offset: number;
  bytes: number;
  /** UTF-16 units of the line before the record. */
  column: number;
  /** Whether the bytes were UTF-8. */
  isUtf8: boolean;
  /** Names of members in the text; undefined where nobody has counted. */
  names: number | undefined;
  /** Whether there may be something else in the text that deserves a closer look. */
  mayBeOdd: boolean;
  entry?: number;
  entryMessage?: number;
  connection: string;
  time: number | undefined;
  direction: Direction | undefined;
  /** Address of the socket that it came through. */
  url: string | undefined;
  /** The channel, where it has order rules that are to be checked. */
  channel: string | undefined;
}

/** What a log format hands its records to. */
export interface RecordSink {
  readonly record: (text: string, place: RecordPlace) => void;
  /** A record that is a good frame for sure. Gives how many of those after it were counted with it. */
  readonly sure?: (found: Scanner, place: RecordPlace) => number;
  /** A record that is longer than the limit. */
  readonly tooLong: (place: RecordPlace) => void;
}

export function newPlace(): RecordPlace {
  return {
    line: 1,
    offset: 0,
    bytes: 0,
    column: 0,
    isUtf8: true,
    names: undefined,
    mayBeOdd: true,
    connection: "",
    time: undefined,
    direction: undefined,
    url: undefined,
    channel: undefined,
  };
}

/** A frame out of its record. */
export interface CapturedFrame {
  /** The JSON text that the frame is in. */
  readonly text: string;
  /** What that text says; undefined where the text is no JSON. */
  readonly root: unknown;
  /** The frame, which is the root or a part of it. */
  readonly value: unknown;
  /** The way from the root to the frame. */
  readonly path: readonly (string | number)[];
  /** UTF-16 units of the line before the text; undefined where the text is not in the line as it is. */
  readonly column: number | undefined;
}
