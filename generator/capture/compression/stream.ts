/** Runs one member of a compressed log through a stream of the platform's. */
import type { Transform } from "node:stream";
import type { Bytes, ByteSource } from "./bytes.js";

/** A decompressing stream; `bytesWritten` counts the bytes that it has made use of. */
export type Decoder = Transform & { readonly bytesWritten: number };

/** One chunk at a time: what is decompressed before an error must not be lost in a queue. */
export const decoderOptions = { chunkSize: 64 * 1024, readableHighWaterMark: 1 } as const;

/** What comes out of one member; the bytes after it are given back to the source. */
export async function* decoded(decoder: Decoder, source: ByteSource): Bytes {
  const fed = feed(decoder, source);
  try {
    for await (const chunk of decoder) yield chunk as Buffer;
  } finally {
    decoder.destroy();
    await fed;
  }
}

async function feed(decoder: Decoder, source: ByteSource): Promise<void> {
  let fed = 0;
  try {
    while (await source.hasMore()) {
      if (decoder.destroyed) return;
      const chunk = await source.next();
      await written(decoder, chunk);
      fed += chunk.length;
      const left = fed - decoder.bytesWritten;
      if (left > 0) {
        source.giveBack(Buffer.from(chunk.subarray(chunk.length - left)));
        // Where the member ended with the chunk before, the decoder does not know it yet.
        decoder.end();
        return;
      }
    }
    decoder.end();
  } catch (error) {
    decoder.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Waits until the decoder has done with a chunk, or is no more: the chunk is overwritten then. */
function written(decoder: Decoder, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      decoder.off("close", done);
      resolve();
    };
    decoder.once("close", done);
    decoder.write(chunk, done);
  });
}
