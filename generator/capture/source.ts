/** Bytes of a log: from a file, or from a stream such as the standard input. */
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Bytes } from "./compression/bytes.js";

/** A log to read. */
export interface LogSource {
  /** How reports call it. */
  readonly name: string;
  /** Absolute path; of a stream there is none. */
  readonly path?: string;
  readonly stream?: AsyncIterable<Uint8Array>;
}

const chunkSize = 1024 * 1024;

/**
 * The bytes of a file from an offset to its end, whatever becomes of it meanwhile. A chunk is overwritten when the one
 * after the next is asked for.
 */
export async function* fileBytes(file: FileHandle, from: number, signal?: AbortSignal): Bytes {
  const buffers = [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)] as const;
  let position = from;
  let turn: 0 | 1 = 0;
  let pending = read(file, buffers[turn], position);
  for (;;) {
    const count = await pending;
    if (count === 0 || signal?.aborted === true) return;
    const chunk = buffers[turn].subarray(0, count);
    position += count;
    turn = turn === 0 ? 1 : 0;
    pending = read(file, buffers[turn], position);
    // Whoever stops reading here leaves a read behind, which nobody waits for.
    pending.catch(() => undefined);
    yield chunk;
  }
}

async function read(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  return (await file.read(buffer, 0, buffer.length, position)).bytesRead;
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
  readonly bytes: (from: number) => Bytes;
  /** Bytes that it has now; undefined for a stream. */
  readonly size: number | undefined;
  /** Bytes that it has by now. */
  readonly sizeNow: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function openLog({ path, stream }: LogSource, signal?: AbortSignal): Promise<OpenLog> {
  if (path === undefined) {
    const input = stream ?? process.stdin;
    const bytes = streamBytes(input, signal);
    // A stream that is left open would keep the process from ending.
    const close = async (): Promise<void> => void (input instanceof Readable && input.destroy());
    return { bytes: () => bytes, size: undefined, sizeNow: async () => 0, close };
  }
  const file = await open(path);
  const info = await file.stat();
  const isRegular = info.isFile() && info.size > 0;
  return {
    bytes: (from) =>
      isRegular || info.isFile()
        ? fileBytes(file, from, signal)
        : streamBytes(file.createReadStream({ autoClose: false, highWaterMark: chunkSize }), signal),
    size: isRegular ? info.size : undefined,
    sizeNow: async () => (await file.stat()).size,
    close: () => file.close(),
  };
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
