/** Bytes of a log: from a file, or from a stream such as the standard input. */
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Bytes } from "./compression/bytes.js";
import { type Buffers, OpenFile } from "./file.js";

/** A log to read. */
export interface LogSource {
  /** How reports call it. */
  readonly name: string;
  /** Absolute path; of a stream there is none. */
  readonly path?: string;
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** The bytes of a stream, as buffers. Where nothing comes for long, being told to stop is not waited for. */
export async function* streamBytes(stream: AsyncIterable<Uint8Array>, signal?: AbortSignal): Bytes {
  const iterator = stream[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  signal?.addEventListener("abort", () => stop(), { once: true });
  for (;;) {
    if (signal?.aborted === true) return;
    const next = await new Promise<IteratorResult<Uint8Array> | undefined>((resolve, reject) => {
      stop = () => resolve(undefined);
      iterator.next().then(resolve, reject);
    });
    // What is still waited for is given up with the stream: its end would be waited for, too.
    if (next === undefined || next.done === true) return;
    const chunk = next.value;
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** A file, or a pipe or device that can only be read from its start. */
export interface OpenLog {
  /** Those from an offset on; of those after `to` few are wanted. */
  readonly bytes: (from: number, to?: number) => Bytes;
  /** Bytes that it has now; undefined for a stream. */
  readonly size: number | undefined;
  /** Bytes that it has by now. */
  readonly sizeNow: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** How a log is read. */
export interface Reading {
  readonly buffers: Buffers;
  readonly signal?: AbortSignal | undefined;
}

export async function openLog({ path, stream }: LogSource, reading: Reading): Promise<OpenLog> {
  if (path === undefined) return openStream(stream ?? process.stdin, reading);
  const info = await stat(path).catch(() => undefined);
  // Opening says why there is nothing to be opened.
  if (info === undefined || info.isFile()) return openFile(path, reading);
  const file = await open(path);
  const pieces = { autoClose: false, highWaterMark: 1024 * 1024 };
  const bytes = (): Bytes => streamBytes(file.createReadStream(pieces), reading.signal);
  return { bytes, size: undefined, sizeNow: async () => 0, close: () => file.close() };
}

/** Opens what is known to be a file. */
export function openFile(path: string, { buffers, signal }: Reading): OpenLog {
  const file = new OpenFile(path, buffers);
  return {
    bytes: (from, to = Infinity) => file.bytes({ from, to, signal }),
    // Some files of the system say that they are empty, and are not.
    size: file.size === 0 ? undefined : file.size,
    sizeNow: async () => file.sizeNow,
    close: async () => file.close(),
  };
}

function openStream(input: AsyncIterable<Uint8Array>, { signal }: Reading): OpenLog {
  const bytes = streamBytes(input, signal);
  // A stream that is left open would keep the process from ending.
  const close = async (): Promise<void> => void (input instanceof Readable && input.destroy());
  return { bytes: () => bytes, size: undefined, sizeNow: async () => 0, close };
}

/** Bytes whose beginning has been looked at. */
export interface Peeked {
  readonly head: Buffer;
  /** Whether that is all of them. */
  readonly isAll: boolean;
  /** All of them, from the beginning. */
  readonly bytes: Bytes;
}

/** Looks at the beginning, up to so many bytes. */
export async function peek(bytes: Bytes, most: number): Promise<Peeked> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  let end: { readonly error?: unknown } | undefined;
  while (length < most && end === undefined) {
    try {
      const next = await iterator.next();
      if (next.done === true) end = {};
      else {
        chunks.push(Buffer.from(next.value));
        length += next.value.length;
      }
    } catch (error) {
      end = { error };
    }
  }
  const head = Buffer.concat(chunks);
  return { head: head.subarray(0, most), isAll: end !== undefined, bytes: rest(head, iterator, end) };
}

async function* rest(head: Buffer, iterator: AsyncIterator<Buffer>, end: { error?: unknown } | undefined): Bytes {
  try {
    if (head.length > 0) yield head;
    if (end !== undefined && "error" in end) throw end.error;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
