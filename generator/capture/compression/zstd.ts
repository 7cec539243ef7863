/** Zstandard, several frames too. Its checksums are not looked at. */
import { corrupt, cutShort } from "../fault.js";
import type { Bytes } from "./bytes.js";

const pieceSize = 16 * 1024;

/** `check` sees what comes out as soon as it does: a small piece can become very much. */
export async function* unzstd(bytes: Bytes, check: (chunk: Buffer) => Buffer): Bytes {
  const { Decompress } = await import("fzstd");
  const out: Buffer[] = [];
  let failure: { readonly error: unknown } | undefined;
  const decoder = new Decompress((chunk) => {
    try {
      // What it hands out is memory of its own, which it uses again.
      out.push(Buffer.from(check(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))));
    } catch (error) {
      failure = { error };
      throw error;
    }
  });
  const push = (piece: Uint8Array, isLast: boolean): void => {
    try {
      decoder.push(piece, isLast);
    } catch (error) {
      failure ??= { error: damage(error) };
    }
  };
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      if (failure !== undefined) break;
      push(Uint8Array.from(chunk.subarray(at, at + pieceSize)), false);
      yield* out.splice(0);
    }
    if (failure !== undefined) throw failure.error;
  }
  push(new Uint8Array(0), true);
  yield* out.splice(0);
  if (failure !== undefined) throw failure.error;
}

function damage(error: unknown): Error {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === 5 ? cutShort("unexpected end of file") : corrupt(String(message ?? error));
}
