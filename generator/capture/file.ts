/**
 * Bytes of a file. They are read while nothing else happens in this thread: to hand each read to another thread, and to
 * hear of its end, takes longer than to read what the system has in its memory.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { aTurn, milliseconds } from "../platform.js";
import type { Bytes } from "./compression/bytes.js";

const chunkSize = 1024 * 1024;
/** Of what comes after the end, which is mostly the rest of one line, so much is read at first. */
const firstBeyond = 64 * 1024;
/** Milliseconds after which whatever else is waiting in this thread gets its turn: Ctrl-C, other threads, progress. */
const longestTurn = 8;

/** What is read into, for one file after the other: new memory for each would be garbage that is collected too late. */
export class Buffers {
  readonly #free: Buffer[] = [];

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(chunkSize);
  }

  giveBack(buffer: Buffer): void {
    this.#free.push(buffer);
  }
}

/** Which bytes of a file are wanted. */
export interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal | undefined;
}

/** A file that is open, and what its bytes are read into: those of one reading at a time. */
export class OpenFile {
  readonly #file: number;
  readonly #buffers: Buffers;
  #buffer: Buffer | undefined;
  /** Bytes that it had when it was opened; undefined where it is no regular file. */
  readonly size: number | undefined;

  constructor(path: string, buffers: Buffers) {
    // What has become a pipe meanwhile must not be waited for.
    this.#file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    this.#buffers = buffers;
    const info = fstatSync(this.#file);
    this.size = info.isFile() ? info.size : undefined;
  }

  get sizeNow(): number {
    return fstatSync(this.#file).size;
  }

  /**
   * The bytes from an offset to the end of the file, whatever becomes of it meanwhile; of those from `to` on somebody wants
   * a few, if any. A chunk is overwritten when the next one is asked for.
   */
  async *bytes({ from, to, signal }: Wanted): Bytes {
    const buffer = (this.#buffer ??= this.#buffers.take());
    let turned = milliseconds();
    let position = from;
    for (;;) {
      if (signal?.aborted === true) return;
      const wanted = position < to ? to - position : Math.max(position - to, firstBeyond);
      const count = readSync(this.#file, buffer, 0, Math.min(wanted, buffer.length), position);
      if (count === 0) return;
      position += count;
      yield buffer.subarray(0, count);
      if (milliseconds() - turned < longestTurn) continue;
      await aTurn();
      turned = milliseconds();
    }
  }

  close(): void {
    if (this.#buffer !== undefined) this.#buffers.giveBack(this.#buffer);
    this.#buffer = undefined;
    closeSync(this.#file);
  }
}
