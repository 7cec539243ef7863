/** Compressed logs, known by their content and decompressed as a stream, with a limit to how much comes of little. */
import { isUtf8 } from "node:buffer";
import { captureWording } from "../../wording/capture.js";
import { logError } from "../fault.js";
import { looksLikeText, utf16Of, withoutCut } from "../text.js";
import { tryBrotli, unbrotli } from "./brotli.js";
import type { Bytes } from "./bytes.js";
import { gunzip } from "./gzip.js";
import { isZstd, unzstd } from "./zstd.js";

export type Compression = "gzip" | "brotli" | "zstd";

/** How a log that begins like this is compressed. */
export async function compressionOf(head: Buffer): Promise<Compression | undefined> {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (isZstd(head)) return "zstd";
  if (head.length === 0 || utf16Of(head) !== undefined) return undefined;
  if (looksLikeText(head) && isUtf8(withoutCut(head))) return undefined;
  const inner = await tryBrotli(head);
  return inner !== undefined && (looksLikeText(inner) || utf16Of(inner) !== undefined) ? "brotli" : undefined;
}

const decoders: Readonly<Record<Compression, (bytes: Bytes) => Bytes>> = {
  gzip: gunzip,
  brotli: unbrotli,
  zstd: unzstd,
};

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
  for await (const chunk of decoders[compression](counted())) yield check(chunk);
}
