/** Gzip, member by member, so that what follows the last member does not spoil it. */
import { platform } from "../../platform.js";
import { captureWording } from "../../wording/capture.js";
import { corrupt, cutShort, type LogError, logError } from "../fault.js";
import { type Bytes, ByteSource } from "./bytes.js";
import { type Decoder, decoded, decoderOptions } from "./stream.js";

export async function* gunzip(bytes: Bytes): Bytes {
  const source = new ByteSource(bytes);
  for (let member = 0; await source.hasMore(); member++) {
    const isPadding = member > 0 && (await skipZeros(source));
    if (isPadding) return;
    await readHeader(source, member);
    yield* readMember(source);
  }
}

async function* readMember(source: ByteSource): Bytes {
  let sum = 0;
  let size = 0;
  try {
    for await (const chunk of decoded(
      platform.zlib.createInflateRaw(decoderOptions as object) as unknown as Decoder,
      source,
    )) {
      sum = platform.zlib.crc32(chunk, sum);
      size = (size + chunk.length) % 2 ** 32;
      yield chunk;
    }
  } catch (error) {
    throw isInflateError(error) ? damage(error) : error;
  }
  const end = await source.take(8);
  if (end.length < 8) throw cutShort("unexpected end of file");
  if (end.readUInt32LE(0) !== sum) throw corrupt("its checksum is wrong");
  if (end.readUInt32LE(4) !== size) throw corrupt("its length is wrong");
}

function isInflateError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function damage({ code, message }: Error & { code: string }): LogError {
  return code === "Z_BUF_ERROR" ? cutShort("unexpected end of file") : corrupt(message);
}

const flags = { headerSum: 2, extra: 4, name: 8, comment: 16 } as const;

async function readHeader(source: ByteSource, member: number): Promise<void> {
  const head = await source.take(10);
  const isGzip = head[0] === 0x1f && (head.length < 2 || head[1] === 0x8b);
  if (member > 0 && !isGzip) throw logError("log/trailing-data", captureWording["log/trailing-data"]({}));
  if (head.length < 10) throw cutShort("unexpected end of file");
  const flag = head[3] ?? 0;
  if (head[2] !== 8 || flag > 31) throw corrupt("its header is wrong");
  if (flag & flags.extra) await source.take((await source.take(2)).readUInt16LE(0));
  if (flag & flags.name) await skipText(source);
  if (flag & flags.comment) await skipText(source);
  if (flag & flags.headerSum) await source.take(2);
}

const longestText = 64 * 1024;

async function skipText(source: ByteSource): Promise<void> {
  for (let i = 0; i < longestText; i++) {
    const [byte] = await source.take(1);
    if (byte === undefined) throw cutShort("unexpected end of file");
    if (byte === 0) return;
  }
  throw corrupt("its header is wrong");
}

/** Tapes and some tools pad with zeros; true where nothing else comes. */
async function skipZeros(source: ByteSource): Promise<boolean> {
  while (await source.hasMore()) {
    const chunk = await source.next();
    const at = chunk.findIndex((byte) => byte !== 0);
    if (at !== -1) {
      source.giveBack(chunk.subarray(at));
      return false;
    }
  }
  return true;
}
