/** What programs are given of a log. */
import type { Direction } from "./options.js";

/** A frame as it was captured: nobody has looked whether it follows a schema, or whether it is JSON at all. */
export interface LoggedFrame {
  /** The frame's own text, out of what the log wraps it in; all of a record that holds no frame. */
  readonly text: string;
  /** The line of the log that it is in, or that its record begins in; from 1. */
  readonly line: number;
  /** In milliseconds, where the log tells: since 1970, or since whatever moment the log counts from. */
  readonly time: number | undefined;
  /** As seen from whoever captured it, where the log tells. */
  readonly direction: Direction | undefined;
  /** What the log calls the connection that it came through; empty where it does not tell connections apart. */
  readonly connection: string;
  /** The address of its socket, where the log tells. */
  readonly url: string | undefined;
}
