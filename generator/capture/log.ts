/** The frames of a log one by one, for programs that want something else of them than a verdict. */
import type { Settings } from "../model.js";
import { follow } from "../runtime/path.js";
import { captureWording } from "../wording/capture.js";
import { connectionOf, directionOf, type Envelope, partOf, timeOf } from "./envelope.js";
import { faultOf, LogError } from "./fault.js";
import { Buffers } from "./file.js";
import { formatOf } from "./formats/index.js";
import type { RecordPlace, RecordSink } from "./frame.js";
import { Judges, KindSet } from "./kinds.js";
import type { LoggedFrame } from "./logged-frame.js";
import { captureDefaults } from "./options.js";
import { findSpan } from "./place.js";
import { planLog } from "./plan.js";
import { prepare } from "./prepared.js";
import { type LogSource, type OpenLog, openLog } from "./source.js";

/**
 * Reads the frames of a log, known by its content as for `validate`. Memory does not grow with the log. What is made of the
 * schemas is taken over from the last run in the folder.
 *
 * @throws {CodegenError} where the schemas cannot be used.
 * @throws {LogError} where the log cannot be read to its end; the frames before have been given by then.
 */
export async function* readLog(
  source: LogSource,
  settings: Settings,
  folder: string,
): AsyncGenerator<LoggedFrame, void> {
  const kinds = new KindSet(new Judges((await prepare(settings, folder)).protocol));
  try {
    const log = await openLog(source, { buffers: new Buffers() });
    try {
      yield* framesOf(log, kinds);
    } finally {
      await log.close();
    }
  } catch (error) {
    throw new LogError(faultOf(error));
  }
}

async function* framesOf(log: OpenLog, kinds: KindSet): AsyncGenerator<LoggedFrame, void> {
  const options = captureDefaults;
  const { plan, bytes } = await planLog(log, options, kinds);
  const sink = new Collector(plan.envelope);
  const reader = formatOf("", plan.format).open({ start: 0, from: 0, to: Infinity, options, sink });
  for await (const chunk of bytes) {
    reader.push(chunk);
    yield* sink.take();
    if (sink.fault !== undefined) throw sink.fault;
  }
  const fault = reader.end();
  yield* sink.take();
  if (sink.fault !== undefined) throw sink.fault;
  if (fault?.severity === "error") throw new LogError(fault);
}

/** Takes the frames out of the records that a format finds. */
class Collector implements RecordSink {
  readonly #envelope: Envelope;
  #frames: LoggedFrame[] = [];
  /** Why no more frames are taken. */
  fault: LogError | undefined;

  constructor(envelope: Envelope) {
    this.#envelope = envelope;
  }

  readonly record = (text: string, { line, time, direction, connection, url }: RecordPlace): void => {
    if (this.fault !== undefined) return;
    const { at = "", ...parts } = this.#envelope;
    const record = at === "" ? undefined : parsed(text);
    const part = (pointer: string): unknown => partOf(record, pointer);
    this.#frames.push({
      text: at === "" ? withoutReturn(text) : (textAt(text, at, record) ?? withoutReturn(text)),
      line,
      time: parts.time === undefined ? time : timeOf(part(parts.time)),
      direction: parts.direction === undefined ? direction : directionOf(part(parts.direction)),
      connection: parts.connection === undefined ? connection : connectionOf(part(parts.connection)),
      url,
    });
  };

  readonly tooLong = (): void => {
    const words = captureWording["frame/too-long"]({ limit: captureDefaults.maxLine });
    this.fault ??= new LogError({ code: "frame/too-long", severity: "error", ...words });
  };

  /** The frames since the last time. */
  take(): readonly LoggedFrame[] {
    const taken = this.#frames;
    this.#frames = [];
    return taken;
  }
}

/** Lines may end in CRLF. */
function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** The text of a part of a record; a string holds the text. */
function textAt(text: string, pointer: string, record: unknown): string | undefined {
  const { segments, value } = follow(pointer, record);
  if (typeof value === "string") return value;
  const span = findSpan(text, segments);
  return span && text.slice(span.start, span.end);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
