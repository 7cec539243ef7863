/** What a log is, found out from its beginning: how it is compressed, its format, and how its records wrap frames. */
import { captureWording } from "../wording/capture.js";
import type { Bytes } from "./compression/bytes.js";
import { type Compression, compressionOf, decompressed } from "./compression/index.js";
import { type Envelope, findEnvelope } from "./envelope.js";
import { logError } from "./fault.js";
import type { RecordPlace } from "./frame.js";
import { formatOf } from "./formats/index.js";
import type { LogFormat } from "./formats/format.js";
import type { KindSet } from "./kinds.js";
import type { CaptureOptions } from "./options.js";
import { type OpenLog, type Peeked, peek } from "./source.js";
import { looksLikeText, utf16Of } from "./text.js";

/** How a log is read. Plain data. */
export interface LogPlan {
  readonly compression: Compression | undefined;
  readonly format: string;
  readonly envelope: Envelope;
  readonly isSplittable: boolean;
}

/** A log with its plan, at its beginning. */
export interface PlannedLog {
  readonly plan: LogPlan;
  /** From the beginning, decompressed. */
  readonly bytes: Bytes;
}

/** Enough for most logs to tell what they are; where the first record is longer, more is looked at. */
const headBytes = 64 * 1024;
const longerHeads = [1024 * 1024, 16 * 1024 * 1024] as const;
const sampledRecords = 20;

/** Looks at the beginning of a log. Throws where it is nothing that can be read. */
export async function planLog(log: OpenLog, options: CaptureOptions, kinds: KindSet): Promise<PlannedLog> {
  const raw = await peek(log.bytes(0, headBytes), headBytes);
  const compression = await compressionOf(raw.head);
  let inner =
    compression === undefined ? raw : await peek(decompressed(raw.bytes, compression, options.maxRatio), headBytes);
  expectText(inner.head, options);
  const format = formatOf(inner.head.toString().replace(/^\ufeff/, ""), options.inputFormat);
  let sample = sampleOf(format, inner, options);
  for (const length of longerHeads) {
    if (sample.length > 0 || inner.isAll) break;
    inner = await peek(inner.bytes, length);
    sample = sampleOf(format, inner, options);
  }
  const envelope = findEnvelope(sample, kinds, options.pointers);
  const isSplittable = format.isSplittable && compression === undefined && log.size !== undefined;
  return { plan: { compression, format: format.name, envelope, isSplittable }, bytes: inner.bytes };
}

function expectText(head: Buffer, { inputFormat }: CaptureOptions): void {
  const encoding = utf16Of(head);
  if (encoding !== undefined) throw logError("log/not-utf8", captureWording["log/not-utf8"]({ encoding }));
  if (inputFormat === undefined && !looksLikeText(head)) throw logError("log/binary", captureWording["log/binary"]({}));
}

/** The first records of a log, as far as its beginning holds them. */
function sampleOf(format: LogFormat, { head, isAll }: Peeked, options: CaptureOptions): string[] {
  const texts: string[] = [];
  const record = (text: string, _place: RecordPlace): void => {
    if (texts.length < sampledRecords) texts.push(text);
  };
  const sink = { record, tooLong: () => undefined };
  const reader = format.open({ start: 0, from: 0, to: Infinity, options, sink });
  reader.push(head);
  if (isAll) reader.end();
  else reader.breakOff();
  return texts;
}
