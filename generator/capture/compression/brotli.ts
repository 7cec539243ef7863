/** Brotli, also several after each other. It has no signature, so it is tried. */
import { once } from "node:events";
import { platform } from "../../platform.js";
import { captureWording } from "../../wording/capture.js";
import { corrupt, cutShort, type LogError, logError } from "../fault.js";
import { type Bytes, ByteSource } from "./bytes.js";
import { type Decoder, decoded, decoderOptions } from "./stream.js";

export async function* unbrotli(bytes: Bytes): Bytes {
  const source = new ByteSource(bytes);
  for (let member = 0; await source.hasMore(); member++) {
    let isBegun = member === 0;
    try {
      for await (const chunk of decoded(
        platform.zlib.createBrotliDecompress(decoderOptions as object) as unknown as Decoder,
        source,
      )) {
        isBegun = true;
        yield chunk;
      }
    } catch (error) {
      if (!isBrotliError(error)) throw error;
      const fault = damage(error);
      const isOther = !isBegun && fault.fault.code === "log/corrupt";
      throw isOther ? logError("log/trailing-data", captureWording["log/trailing-data"]({})) : fault;
    }
  }
}

function isBrotliError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error && "code" in error && /^(?:ERR_?_?|Z_)/.test(String(error.code)) && !("syscall" in error)
  );
}

function damage({ code, message }: Error & { code: string }): LogError {
  return code === "Z_BUF_ERROR" ? cutShort("unexpected end of file") : corrupt(message);
}

/** The first bytes of what these bytes decompress to, if they are the beginning of something compressed. */
export async function tryBrotli(head: Buffer): Promise<Buffer | undefined> {
  const stream = platform.zlib.createBrotliDecompress();
  try {
    const ended = once(stream, "end").then(() => undefined);
    ended.catch(() => undefined);
    const first = once(stream, "data").then(([chunk]) => chunk as Buffer);
    first.catch(() => undefined);
    stream.end(head);
    return await Promise.race([first, ended]);
  } catch {
    return undefined;
  } finally {
    stream.destroy();
  }
}
