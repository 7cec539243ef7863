/** From the records of a log to captured frames, each handed to the judge. */
import { captureWording } from "../wording/capture.js";
import { follow } from "../runtime/path.js";
import { connectionOf, directionOf, type Envelope, timeOf } from "./envelope.js";
import type { CapturedFrame, RecordPlace, RecordSink } from "./frame.js";
import { excessOf, mostLevels, mostNames, mostValues, parseJson, roomForMany, tooDeep, tooMany } from "./json.js";
import type { KindSet } from "./kinds.js";
import { type CaptureOptions, fits } from "./options.js";
import { abridge } from "./abridge.js";
import { detached, excerptOf } from "./place.js";
import type { Outcome, Recorder } from "./recorder.js";
import type { Mark } from "./tally.js";
import type { Scanner } from "./scanner/scanner.js";
import type { Judge } from "./verdict.js";

/** What frames are captured for. */
export interface Capturing {
  readonly judge: Judge;
  readonly recorder: Recorder;
  readonly envelope: Envelope;
  readonly options: CaptureOptions;
  /** Whether a scanner comes first. */
  readonly isSifted: boolean;
}

/** The segments of a pointer. */
type Path = readonly (string | number)[];

export class Capture implements RecordSink {
  readonly #to: Capturing;
  readonly #at: string;
  #kinds: KindSet;
  #url: string | undefined;
  readonly #isPlain: boolean;
  /** What comes of good frames, by the numbers that the scanner has for their kinds. */
  readonly #sure: Outcome[] = [];

  constructor(to: Capturing) {
    this.#to = to;
    const { at = "", time, direction, connection } = to.envelope;
    this.#at = at;
    this.#isPlain = at === "" && time === undefined && direction === undefined && connection === undefined;
    this.#kinds = to.judge.kinds(to.options.channel);
  }

  readonly record = (text: string, place: RecordPlace): void => {
    const { judge } = this.#to;
    if (place.url !== this.#url) this.#chooseKinds(place.url);
    place.channel = hasRules(this.#kinds) ? this.#kinds.channel?.id : undefined;
    if (!this.#isPlain) this.#forget(place);
    // Some logs tell the direction beside the record: then nothing of one that nobody asked for is looked at.
    if (!this.#isWanted(place)) return;
    const root = place.isUtf8 ? parseJson(text) : undefined;
    if (root === undefined) return judge.notJson(text, place, this);
    if (root === tooDeep || root === tooMany) return this.#skipExcess(root, place);
    if (!this.#isPlain) this.#readEnvelope(root, place);
    if (!this.#isWanted(place)) return;
    const column = place.column < 0 ? undefined : place.column;
    if (this.#at === "") judge.judge({ text, root, value: root, path: [], column }, place, this);
    else this.#unwrap({ text, root, value: root, path: [], column }, place);
  };

  readonly sure = (found: Scanner, place: RecordPlace): number => {
    const { recorder, options } = this.#to;
    // The report is the same without a scanner.
    const excess = place.bytes > roomForMany ? excessOf(found.text()) : undefined;
    if (excess !== undefined) {
      this.#skipExcess(excess, place);
      return 0;
    }
    if (place.url !== this.#url) this.#chooseKinds(place.url);
    place.channel = hasRules(this.#kinds) ? this.#kinds.channel?.id : undefined;
    if (!this.#isPlain) {
      place.time = timeOf(found.part("time"));
      place.direction = directionOf(found.part("direction"));
      place.connection = connectionOf(found.part("connection"));
    }
    if (!this.#isWanted(place)) return 0;
    const bare = (this.#sure[found.line.kind] ??= this.#outcomeOf(found));
    const phase = recorder.wantsPhase(place.connection) ? found.phase() : undefined;
    const outcome = phase === undefined ? bare : { ...bare, phase };
    recorder.frame(place, outcome, place.channel === undefined ? never : () => this.#mark(found, place));
    // Where nothing but numbers is wanted of them, the good frames after this one are counted together.
    if (!this.#isPlain || place.channel !== undefined || recorder.wantsPhase(place.connection)) return 0;
    const base = place.offset - found.line.start;
    const run = found.run({ longest: Math.min(options.maxLine, roomForMany), isKnown: this.#isKnown });
    recorder.run(run, { base, nameOf: (kind) => this.#sure[kind]?.kind?.name ?? "" });
    return run.lines;
  };

  readonly #isKnown = (kind: number): boolean => this.#sure[kind] !== undefined;

  readonly tooLong = (place: RecordPlace): void => {
    if (!this.#isPlain) this.#forget(place);
    if (this.#isWanted(place)) this.#skip("frame/too-long", place);
  };

  #skipExcess(excess: typeof tooDeep | typeof tooMany, place: RecordPlace): void {
    this.#skip(excess === tooDeep ? "frame/too-deep" : "frame/too-many-values", place);
  }

  /** A record that is not looked at. */
  #skip(code: keyof typeof bounds, place: RecordPlace): void {
    const { recorder, options } = this.#to;
    recorder.skipped++;
    const limit = bounds[code] ?? options.maxLine;
    const { line, offset, entry, entryMessage } = place;
    const inHar = { ...(entry !== undefined && { entry }), ...(entryMessage !== undefined && { entryMessage }) };
    const where = { file: recorder.file, line, offset, ...inHar };
    const make = () =>
      ({ code, severity: "error", ...where, ...captureWording[code]({ limit, names: mostNames }) }) as const;
    recorder.problem({ key: code, severity: "error", make, example: () => undefined });
  }

  /** A frame that does not tell its direction may be of either. */
  #isWanted({ direction }: RecordPlace): boolean {
    const wanted = this.#to.options.direction;
    return wanted === "both" || direction === undefined || direction === wanted;
  }

  #outcomeOf({ kindName }: Scanner): Outcome {
    return { verdict: "valid", kind: this.#kinds.named(kindName), phase: undefined };
  }

  #mark(found: Scanner, place: RecordPlace): Mark {
    const text = found.text();
    const { segments: path } = follow(this.#at, JSON.parse(text));
    const frame = { text, root: undefined, value: undefined, path, column: place.column };
    return this.#to.judge.mark(frame, place, { to: this, kind: this.#kinds.named(found.kindName) });
  }

  get isSifted(): boolean {
    return this.#to.isSifted;
  }

  get kinds(): KindSet {
    return this.#kinds;
  }

  get recorder(): Recorder {
    return this.#to.recorder;
  }

  #chooseKinds(url: string | undefined): void {
    const { judge, options } = this.#to;
    this.#url = url;
    const named = options.channelUrls.find(([, pattern]) => url !== undefined && fits(pattern, url));
    this.#kinds = judge.kinds(options.channel ?? named?.[0]);
  }

  /** What the record before this one said of itself. */
  #forget(place: RecordPlace): void {
    const { time, direction, connection } = this.#to.envelope;
    if (time !== undefined) place.time = undefined;
    if (direction !== undefined) place.direction = undefined;
    if (connection !== undefined) place.connection = "";
  }

  #readEnvelope(root: unknown, place: RecordPlace): void {
    const { time, direction, connection } = this.#to.envelope;
    if (time !== undefined) place.time = timeOf(at(root, time));
    if (direction !== undefined) place.direction = directionOf(at(root, direction));
    if (connection !== undefined) place.connection = connectionOf(at(root, connection));
  }

  /** The frame out of its record; a string is the frame's text. */
  #unwrap(frame: CapturedFrame, place: RecordPlace): void {
    const { judge } = this.#to;
    const { segments, value } = follow(this.#at, frame.root);
    if (typeof value === "string") {
      const root = parseJson(value);
      const inner = { ...place, column: -1, names: undefined, mayBeOdd: true };
      if (root === undefined) judge.notJson(value, inner, this);
      else if (root === tooDeep || root === tooMany) this.#skipExcess(root, place);
      else judge.judge({ text: value, root, value: root, path: [], column: undefined }, inner, this);
    } else if (value === undefined) this.#withoutFrame(frame, place);
    else judge.judge({ ...frame, value, path: segments as Path }, place, this);
  }

  #withoutFrame({ text }: CapturedFrame, place: RecordPlace): void {
    const { recorder } = this.#to;
    const { message } = captureWording["frame/no-payload"]({ at: this.#at });
    const { line, offset } = place;
    const where = { file: recorder.file, line, offset };
    const outcome = { verdict: "notJson", phase: undefined, kind: undefined } as const;
    recorder.frame(place, outcome, () => ({ ...where, kind: "", excerpt: "" }));
    const all = { start: 0, end: text.length };
    const make = () =>
      ({ code: "frame/no-payload", severity: "error", ...where, message, excerpt: excerptOf(text, all) }) as const;
    recorder.problem({
      key: detached(`frame/no-payload ${this.#at}`),
      severity: "error",
      make,
      example: () => abridge(text, all),
    });
  }
}

/** What records are not looked at for; undefined where an option says. */
const bounds = {
  "frame/too-long": undefined,
  "frame/too-deep": mostLevels,
  "frame/too-many-values": mostValues,
} as const;

/** Where the order does not matter nobody asks for a mark. */
function never(): Mark {
  throw new Error("a mark without a channel");
}

function hasRules({ channel }: KindSet): boolean {
  return channel !== undefined && (channel.first.length > 0 || channel.terminal.length > 0);
}

/** Most pointers have one step. */
function at(root: unknown, pointer: string): unknown {
  return follow(pointer, root).value;
}
