/**
 * Zstandard (RFC 8878), frame by frame and block by block. The frames are walked here, since the library neither compares
 * checksums nor limits the memory that a frame may ask for; what is in a block is the library's.
 */
import type { Decompress } from "fzstd";
import { captureWording } from "../../wording/capture.js";
import { corrupt, cutShort, type LogError, logError } from "../fault.js";
import { type Bytes, ByteSource } from "./bytes.js";

const magic = 0xfd2fb528;
const isSkippable = (number: number): boolean => number >>> 4 === 0x0184d2a5;

/** Whether something begins like a Zstandard log. */
export function isZstd(head: Buffer): boolean {
  const number = head.length >= 4 ? head.readUInt32LE(0) : 0;
  return number === magic || isSkippable(number);
}

export async function* unzstd(bytes: Bytes): Bytes {
  const source = new ByteSource(bytes);
  const decoding = await loadDecoding();
  for (let frame = 0; await source.hasMore(); frame++) {
    const start = await source.take(4);
    const number = start.length === 4 ? start.readUInt32LE(0) : 0;
    if (isSkippable(number)) await skip(source, (await exactly(source, 4)).readUInt32LE(0));
    else if (number === magic) yield* readFrame(source, start, decoding);
    else if (frame > 0) throw logError("log/trailing-data", captureWording["log/trailing-data"]({}));
    else throw cutShort("unexpected end of file");
  }
}

/** What decodes blocks, and what sums up what comes out; the sum needs WebAssembly and is left out where there is none. */
interface Decoding {
  readonly create: (out: (chunk: Uint8Array) => void) => Decompress;
  readonly createSum: (() => { update(chunk: Uint8Array): unknown; digest(): bigint }) | undefined;
}

async function loadDecoding(): Promise<Decoding> {
  const [{ Decompress }, createSum] = [await import("fzstd"), await loadSum()];
  return { create: (out) => new Decompress(out), createSum };
}

async function loadSum(): Promise<Decoding["createSum"]> {
  if (!("WebAssembly" in globalThis)) return undefined;
  const { default: xxhash } = await import("xxhash-wasm");
  const { create64 } = await xxhash();
  return () => create64();
}

async function* readFrame(source: ByteSource, start: Buffer, { create, createSum }: Decoding): Bytes {
  const { bytes: head, hasSum, size } = await readHeader(source, start);
  const sum = hasSum ? createSum?.() : undefined;
  let given = 0;
  let out: Buffer[] = [];
  // What it hands out is memory of its own, which it uses again.
  const decoder = create((chunk) => void out.push(Buffer.from(chunk)));
  for (let before = head, isLast = false; !isLast; before = Buffer.alloc(0)) {
    const block = await readBlock(source);
    isLast = block.isLast;
    const end = isLast && hasSum ? await exactly(source, 4) : Buffer.alloc(0);
    push(decoder, Buffer.concat([before, block.bytes, end]), isLast);
    for (const chunk of out) {
      given += chunk.length;
      sum?.update(chunk);
      yield chunk;
    }
    out = [];
    if (!isLast) continue;
    if (size !== undefined && size !== given) throw corrupt("its length is wrong");
    if (sum !== undefined && Number(sum.digest() & 0xffffffffn) !== end.readUInt32LE(0)) {
      throw corrupt("its checksum is wrong");
    }
  }
}

/** What a frame may want to keep of what it has given: the library reads references back past 64 MB wrongly. */
const mostWindow = 60 * 1024 * 1024;

interface FrameHead {
  readonly bytes: Buffer;
  readonly hasSum: boolean;
  readonly size: number | undefined;
}

async function readHeader(source: ByteSource, start: Buffer): Promise<FrameHead> {
  const [flags = 0] = await exactly(source, 1);
  const isSingle = (flags & 0x20) !== 0;
  if ((flags & 0x08) !== 0) throw corrupt("its header is wrong");
  const window = await exactly(source, isSingle ? 0 : 1);
  const dictionary = await exactly(source, [0, 1, 2, 4][flags & 3] ?? 0);
  if (dictionary.some((byte) => byte !== 0)) throw unsupported("a dictionary");
  const length = await exactly(source, [isSingle ? 1 : 0, 2, 4, 8][flags >>> 6] ?? 0);
  const size = sizeOf(length);
  if ((isSingle ? (size ?? 0) : windowOf(window[0] ?? 0)) > mostWindow) {
    throw unsupported(`a window of more than ${mostWindow} bytes`);
  }
  const bytes = Buffer.concat([start, Buffer.of(flags), window, dictionary, length]);
  return { bytes, hasSum: (flags & 0x04) !== 0, size };
}

function unsupported(what: string): LogError {
  return logError("log/unsupported", captureWording["log/unsupported"]({ what }));
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

function sizeOf(length: Buffer): number | undefined {
  if (length.length === 0) return undefined;
  if (length.length === 8) return Number(length.readBigUInt64LE(0));
  return length.readUIntLE(0, length.length) + (length.length === 2 ? 256 : 0);
}

const mostBlock = 128 * 1024;

async function readBlock(source: ByteSource): Promise<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  const head = await exactly(source, 3);
  const number = head.readUIntLE(0, 3);
  const size = number >>> 3;
  const type = (number >>> 1) & 3;
  if (type === 3 || size > mostBlock) throw corrupt("a block of it is wrong");
  // The second type repeats one byte.
  const content = await exactly(source, type === 1 ? 1 : size);
  return { bytes: Buffer.concat([head, content]), isLast: (number & 1) !== 0 };
}

function push(decoder: Decompress, bytes: Uint8Array, isLast: boolean): void {
  try {
    // The library looks at all of the memory that a Buffer may share with others.
    decoder.push(Uint8Array.from(bytes), isLast);
  } catch (error) {
    throw corrupt(error instanceof Error ? error.message : String(error));
  }
}

async function exactly(source: ByteSource, count: number): Promise<Buffer> {
  const bytes = await source.take(count);
  if (bytes.length < count) throw cutShort("unexpected end of file");
  return bytes;
}

async function skip(source: ByteSource, count: number): Promise<void> {
  for (let left = count; left > 0;) left -= (await exactly(source, Math.min(left, 64 * 1024))).length;
}
