/** Compressed logs, known by their content and decompressed as a stream, with a limit to how much comes of little. */
import { once } from "node:events";
import { createBrotliDecompress, createGunzip, constants, type Zlib } from "node:zlib";
import type { Transform } from "node:stream";
import { captureWording, type LogCode } from "../wording/capture.js";
import type { LogFault } from "./tally.js";

export type Compression = "gzip" | "brotli" | "zstd";

/** Thrown where a log cannot be read to its end; what came before stays. */
export class LogError extends Error {
  readonly fault: LogFault;
  constructor(fault: LogFault) {
    super(fault.message);
    this.fault = fault;
  }
}

export function logError(code: LogCode, words: { readonly message: string; readonly hint?: string }): LogError {
  return new LogError({ code, severity: "error", ...words });
}

export type Bytes = AsyncIterable<Buffer>;

/** How a log that begins like this is compressed. */
export async function compressionOf(head: Buffer): Promise<Compression | undefined> {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  const magic = head.length >= 4 ? head.readUInt32LE(0) : 0;
  if (magic === 0xfd2fb528 || magic >>> 4 === 0x0184d2a5) return "zstd";
  return head.length > 0 && !looksLikeText(head) && (await isBrotli(head)) ? "brotli" : undefined;
}

/** Whether bytes are text: no control characters but white space, in the first few thousand. */
export function looksLikeText(head: Buffer): boolean {
  return !head
    .subarray(0, 4096)
    .some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c);
}

/** Brotli has no signature: it is tried. */
async function isBrotli(head: Buffer): Promise<boolean> {
  const stream = createBrotliDecompress();
  try {
    stream.write(head);
    const [first] = (await Promise.race([once(stream, "data"), endOf(stream)])) as [Buffer | undefined];
    return first !== undefined && looksLikeText(first);
  } catch {
    return false;
  } finally {
    stream.destroy();
  }
}

async function endOf(stream: Transform): Promise<[undefined]> {
  stream.end();
  await once(stream, "close");
  return [undefined];
}

/** How much may come before the ratio counts. */
const free = 32 * 1024 * 1024;

/** The bytes that were compressed. */
export async function* decompressed(bytes: Bytes, compression: Compression, maxRatio: number): Bytes {
  const meter = { taken: 0, given: 0 };
  const counted = measured(bytes, meter);
  const check = (chunk: Buffer): Buffer => {
    meter.given += chunk.length;
    if (meter.given > free && meter.given > meter.taken * maxRatio) {
      throw logError("log/bomb", captureWording["log/bomb"]({ limit: maxRatio }));
    }
    return chunk;
  };
  if (compression === "zstd") yield* unzstd(counted, check);
  else if (compression === "brotli") yield* unbrotli(counted, check);
  else yield* gunzip(counted, check);
}

async function* measured(bytes: Bytes, meter: { taken: number }): Bytes {
  for await (const chunk of bytes) {
    meter.taken += chunk.length;
    yield chunk;
  }
}

type Check = (chunk: Buffer) => Buffer;
const chunkSize = 64 * 1024;

async function* gunzip(bytes: Bytes, check: Check): Bytes {
  // One chunk at a time: what is decompressed before an error must not be lost in a queue.
  const stream = createGunzip({ chunkSize, readableHighWaterMark: 1 } as object);
  let hasEnded = false;
  try {
    for await (const chunk of through(stream, bytes)) yield check(chunk);
    hasEnded = true;
  } catch (error) {
    throw isOurs(error) ? error : gzipFault(error);
  } finally {
    if (!hasEnded) stream.destroy();
  }
}

function gzipFault(error: unknown): LogError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return logError("log/cut-short", captureWording["log/cut-short"]({ reason: message }));
  if (message === "incorrect header check")
    return logError("log/trailing-data", captureWording["log/trailing-data"]({}));
  return logError("log/corrupt", captureWording["log/corrupt"]({ reason: message }));
}

const isOurs = (error: unknown): boolean => error instanceof LogError || isSystem(error);
const isSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** Feeds a decompressing stream and gives what comes out of it. */
async function* through(stream: Transform & Zlib, bytes: Bytes): Bytes {
  const fed = feed(stream, bytes);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } finally {
    stream.destroy();
    await fed;
  }
}

async function feed(stream: Transform, bytes: Bytes): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (stream.destroyed || stream.writableEnded) return;
      // The chunk is used again by whoever reads it, once the next one is asked for.
      await new Promise<void>((resolve) => {
        stream.once("close", resolve);
        stream.write(chunk, () => {
          stream.off("close", resolve);
          resolve();
        });
      });
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}

/** Each member by a stream of its own, which tells how many bytes it took. */
async function* unbrotli(bytes: Bytes, check: Check): Bytes {
  const source = new Pushback(bytes);
  do {
    const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 0 };
    const stream = createBrotliDecompress({ chunkSize, params, readableHighWaterMark: 1 } as object);
    let fed = 0;
    let last: Buffer = Buffer.alloc(0);
    const members = source.each((chunk) => {
      last = Buffer.from(chunk);
      fed += chunk.length;
    });
    try {
      for await (const chunk of through(stream, members)) yield check(chunk);
    } catch (error) {
      throw isOurs(error) ? error : brotliFault(error);
    }
    const left = fed - (stream as unknown as { bytesWritten: number }).bytesWritten;
    if (left > 0) source.unshift(last.subarray(last.length - left));
  } while (await source.hasMore());
}

function brotliFault(error: unknown): LogError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return logError("log/cut-short", captureWording["log/cut-short"]({ reason: message }));
  return logError("log/corrupt", captureWording["log/corrupt"]({ reason: message }));
}

/** Bytes of which the last can be given back. */
class Pushback {
  readonly #iterator: AsyncIterator<Buffer>;
  #first: Buffer | undefined;

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  async *each(see: (chunk: Buffer) => void): Bytes {
    while (await this.hasMore()) {
      const chunk = this.#first ?? Buffer.alloc(0);
      this.#first = undefined;
      see(chunk);
      yield chunk;
    }
  }

  unshift(chunk: Buffer): void {
    this.#first = this.#first === undefined ? chunk : Buffer.concat([chunk, this.#first]);
  }

  async hasMore(): Promise<boolean> {
    while (this.#first === undefined || this.#first.length === 0) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#first = next.value;
    }
    return true;
  }
}

async function* unzstd(bytes: Bytes, check: Check): Bytes {
  const { Decompress } = await import("fzstd");
  const out: Buffer[] = [];
  // What it hands out is its own memory, and it hands it out at once: as little as possible goes in at a time.
  const stream = new Decompress((chunk) => void out.push(Buffer.from(check(Buffer.from(chunk)))));
  let isBegun = false;
  const push = (chunk: Uint8Array, isLast: boolean): void => {
    try {
      stream.push(chunk, isLast);
    } catch (error) {
      if (error instanceof LogError) throw error;
      throw zstdFault(error);
    }
  };
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += zstdPiece) {
        push(Uint8Array.from(chunk.subarray(at, at + zstdPiece)), false);
        isBegun = true;
        yield* out.splice(0);
      }
    }
    if (isBegun) push(new Uint8Array(0), true);
  } finally {
    if (out.length > 0) yield* out.splice(0);
  }
}

const zstdPiece = 16 * 1024;

function zstdFault(error: unknown): LogError {
  const { code, message } = error as { code?: number; message?: string };
  if (code === 5)
    return logError("log/cut-short", captureWording["log/cut-short"]({ reason: "unexpected end of file" }));
  return logError("log/corrupt", captureWording["log/corrupt"]({ reason: String(message ?? error) }));
}
