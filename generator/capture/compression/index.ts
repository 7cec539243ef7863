/** Compressed logs, known by their content and decompressed as a stream, with a limit to how much comes of little. */
import { captureWording } from "../../wording/capture.js";
import { logError } from "../fault.js";
import { tryBrotli, unbrotli } from "./brotli.js";
import type { Bytes } from "./bytes.js";
import { gunzip } from "./gzip.js";
import { unzstd } from "./zstd.js";

export type Compression = "gzip" | "brotli" | "zstd";

/** How a log that begins like this is compressed. */
export async function compressionOf(head: Buffer): Promise<Compression | undefined> {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  const magic = head.length >= 4 ? head.readUInt32LE(0) : 0;
  if (magic === 0xfd2fb528 || magic >>> 4 === 0x0184d2a5) return "zstd";
  if (head.length === 0 || looksLikeText(head)) return undefined;
  const inner = await tryBrotli(head);
  return inner !== undefined && looksLikeText(inner) ? "brotli" : undefined;
}

/** Whether bytes are text: no control characters but white space, in the first few thousand. */
export function looksLikeText(head: Buffer): boolean {
  const isControl = (byte: number): boolean => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte);
  return !head.subarray(0, 4096).some(isControl);
}

/** How much may come before the ratio counts. */
const free = 32 * 1024 * 1024;

/** The bytes that were compressed. */
export async function* decompressed(bytes: Bytes, compression: Compression, maxRatio: number): Bytes {
  let [taken, given] = [0, 0];
  const check = (chunk: Buffer): Buffer => {
    given += chunk.length;
    if (given > free && given > taken * maxRatio)
      throw logError("log/bomb", captureWording["log/bomb"]({ limit: maxRatio }));
    return chunk;
  };
  async function* counted(): Bytes {
    for await (const chunk of bytes) {
      taken += chunk.length;
      yield chunk;
    }
  }
  if (compression === "zstd") yield* unzstd(counted(), check);
  else for await (const chunk of (compression === "gzip" ? gunzip : unbrotli)(counted())) yield check(chunk);
}
