/** The contract of a log format: how records are found in bytes. */
import type { RecordSink } from "../frame.js";
import type { CaptureOptions } from "../options.js";
import type { Scanner } from "../scanner/scanner.js";
import type { LogFault } from "../tally.js";

/** What a reader of a format is opened with. */
export interface Opening {
  /** Where the bytes begin that it gets, and which records are wanted: those that begin in the range. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly options: CaptureOptions;
  readonly sink: RecordSink;
  /** Recognises good frames in bytes, for formats in which each line is a record. */
  readonly scanner?: Scanner | undefined;
}

export interface LogReader {
  /** Takes bytes; false when it has all that it wants. */
  readonly push: (chunk: Buffer) => boolean;
  /** No more bytes come. Gives what is wrong with the log as a whole. */
  readonly end: () => LogFault | undefined;
  /** The bytes break off before the log's end: what is not whole is no record. */
  readonly breakOff: () => void;
  /** Lines that began in the range so far. */
  readonly lines: () => number;
}

/** One format: a new one is one file, and one entry in the list. */
export interface LogFormat {
  readonly name: string;
  /** Whether each line stands alone, so that a log can be read in ranges. */
  readonly isSplittable: boolean;
  /** Whether a log that begins like this is of the format. */
  readonly detect: (head: string) => boolean;
  readonly open: (opening: Opening) => LogReader;
}
