/** From a captured frame to its verdict: what kind it is, whether it is one, and all that is wrong with it. */
import type { Protocol } from "../model.js";
import { quote } from "../runtime/quote.js";
import type { AjvError } from "../runtime/validate.js";
import { isPlainObject, own, type PlainObject, typeName } from "../runtime/value.js";
import { captureWording } from "../wording/capture.js";
import { type Answer, ask, longestForAll, passing } from "./answer.js";
import { undeclaredIn } from "./declared.js";
import type { Fault } from "./explain.js";
import { type Destination, Findings } from "./findings.js";
import type { CapturedFrame, RecordPlace } from "./frame.js";
import { inspect, isSuspect, membersOf, namesIn } from "./inspect.js";
import { tooDeep } from "./json.js";
import { Judges, KindSet, type KnownKind } from "./kinds.js";
import type { CaptureOptions } from "./options.js";
import type { Envelope } from "./envelope.js";
import { Shown } from "./recorder.js";
import { type Made, nothingMade } from "./made.js";
import { lineRule } from "./scanner/lines.js";
import type { LineTables } from "./scanner/memory.js";
import { Scanner } from "./scanner/scanner.js";
import { tablesOf } from "./scanner/tables.js";
import type { Mark } from "./tally.js";

/** Judges the frames of a protocol, one by one. */
export class Judge {
  readonly #options: CaptureOptions;
  readonly #judges: Judges;
  readonly #protocol: Protocol;
  readonly #tables: Made["tables"];
  readonly #sets = new Map<string, KindSet>();
  readonly #scanners = new Map<string, Scanner | undefined>();
  #shown = { file: "", so: new Shown() };

  /** `made` is what somebody has made of the protocol; what is missing is added. */
  constructor(protocol: Protocol, options: CaptureOptions, made: Made = nothingMade()) {
    this.#protocol = protocol;
    this.#tables = made.tables;
    this.#options = options;
    this.#judges = new Judges(protocol, made);
  }

  /** What earlier parts of the log have shown; one log comes after the other. */
  shown(file: string): Shown {
    if (file !== this.#shown.file) this.#shown = { file, so: new Shown() };
    return this.#shown.so;
  }

  /** The kinds of a channel, or all kinds. */
  kinds(id: string | undefined): KindSet {
    const known = this.#sets.get(id ?? "");
    if (known !== undefined) return known;
    const kinds = new KindSet(
      this.#judges,
      this.#protocol.channels.find((channel) => channel.id === id),
    );
    this.#sets.set(id ?? "", kinds);
    return kinds;
  }

  /** What recognises good frames in the bytes of records of this sort; undefined where nothing does. */
  scanner(envelope: Envelope): Scanner | undefined {
    const { scanner: engine, unknownMembers } = this.#options;
    if (engine === "off" || unknownMembers !== "ignore") return undefined;
    const key = JSON.stringify(envelope);
    if (!this.#scanners.has(key)) {
      const tables = this.#tablesFor(envelope);
      this.#scanners.set(key, tables && new Scanner(tables, engine));
    }
    return this.#scanners.get(key);
  }

  #tablesFor(envelope: Envelope): LineTables | undefined {
    const { channel } = this.#options;
    const key = JSON.stringify([channel, envelope]);
    if (!this.#tables.has(key)) {
      const line = lineRule({ protocol: this.#protocol, frames: this.kinds(channel).frames, envelope });
      this.#tables.set(key, line && tablesOf(line));
    }
    return this.#tables.get(key);
  }

  /** Judges a frame, and records what comes of it. */
  judge(frame: CapturedFrame, place: RecordPlace, to: Destination): void {
    const { value } = frame;
    const kind = isPlainObject(value) ? to.kinds.find(value) : undefined;
    const answer = kind && ask(kind, value, { isBad: kind.wasBad ?? to.isSifted, bytes: place.bytes });
    const isValid = answer?.passes === true;
    const isOdd = mayBeOdd(frame, place);
    if (isValid && kind !== undefined && !isOdd && this.#options.unknownMembers === "ignore") {
      const outcome = { verdict: "valid", kind, phase: phaseOf(value as PlainObject) } as const;
      to.recorder.frame(place, outcome, () => this.#findings(frame, place, to).mark(kind));
      return;
    }
    const findings = this.#findings(frame, place, to);
    if (!isPlainObject(value)) notObject(value, findings);
    else if (kind === undefined || answer === undefined) this.#unknown(value, to.kinds, findings);
    else {
      if (isValid) findings.frame({ verdict: "valid", kind, phase: phaseOf(value) });
      else if (answer.passes === tooDeep) invalidByDepth(value, kind, findings);
      else this.#invalid(value, kind, { answer, findings });
      if (this.#options.unknownMembers === "warn") undeclared(value, kind, findings);
    }
    if (isOdd) for (const oddity of inspect(frame.text)) findings.oddity(oddity);
  }

  /** A frame as one that decides about the order on its connection. */
  mark(frame: CapturedFrame, place: RecordPlace, { to, kind }: { to: Destination; kind: KnownKind | undefined }): Mark {
    return this.#findings(frame, place, to).mark(kind);
  }

  /** Judges a text that is no JSON. */
  notJson(text: string, place: RecordPlace, to: Destination): void {
    const column = place.column < 0 ? undefined : place.column;
    const findings = this.#findings({ text, root: undefined, value: undefined, path: [], column }, place, to);
    findings.frame({ verdict: "notJson", kind: undefined, phase: undefined });
    findings.notJson();
  }

  #findings(frame: CapturedFrame, place: RecordPlace, to: Destination): Findings {
    return new Findings({ frame, place, recorder: to.recorder, declared: this.#judges.declared });
  }

  #unknown(value: PlainObject, kinds: KindSet, findings: Findings): void {
    const error = kinds.unknown(value);
    const policy = this.#options.unknownKinds;
    if (kinds.lacksTag(value)) {
      findings.frame({ verdict: "missingKind", kind: undefined, phase: undefined });
      findings.add({ code: "frame/missing-kind", message: error.message, key: "", span: "value" });
      return;
    }
    findings.frame({ verdict: "unknownKind", kind: undefined, phase: undefined });
    if (policy === "allow") return;
    const severity = policy === "warn" ? "warning" : "error";
    const about = { code: "frame/unknown-kind", message: error.message, key: error.message, severity } as const;
    findings.add({ ...about, hint: error.hint, span: [kinds.tag] });
  }

  #invalid(value: PlainObject, kind: KnownKind, { answer, findings }: { answer: Answer; findings: Findings }): void {
    const [{ names }, explainer] = [kind.members(), kind.explainer()];
    const first = explainer.first(answer.first, value);
    findings.frame({ verdict: "invalid", kind, phase: phaseOf(value) });
    findings.fault(first);
    if (findings.length > longestForAll) return;
    if (answer.all === undefined && passing(kind.validateAll(), value) === tooDeep) return;
    const errors = answer.all ?? kind.validateAll().errors ?? [];
    if (isAll(errors, answer.first, first)) return;
    const order = (path: readonly (string | number)[]): number => names.indexOf(String(path[0]));
    const others = explainer
      .all(errors, value)
      .filter(({ message, path }) => message !== first.message || path !== first.path)
      .toSorted((a, b) => order(a.segments) - order(b.segments));
    for (const fault of others) findings.fault(fault);
  }
}

/** Whether the first fault is all that is wrong: most frames have one, and to put it into words takes longer than to judge it. */
function isAll(all: readonly AjvError[], stopped: readonly AjvError[], { path }: Fault): boolean {
  const [one, first] = [all[0], stopped[0]];
  if (one === undefined || first === undefined || all.length > 1 || path === "" || path !== one.instancePath)
    return false;
  return one.keyword === first.keyword && one.instancePath === first.instancePath;
}

function invalidByDepth(value: PlainObject, kind: KnownKind, findings: Findings): void {
  findings.frame({ verdict: "invalid", kind, phase: phaseOf(value) });
  const message = "Value is nested too deeply";
  findings.add({ code: "frame/invalid", message, key: message, span: "value" });
}

function undeclared(value: PlainObject, { shape }: KnownKind, findings: Findings): void {
  for (const { path, name } of undeclaredIn(value, shape())) {
    const { message } = captureWording["frame/unknown-member"]({ name: quote(name) });
    findings.add({ code: "frame/unknown-member", severity: "warning", message, key: quote(name), span: path });
  }
}

function notObject(value: unknown, findings: Findings): void {
  const message = `Expected \`object\`, got \`${typeName(value)}\``;
  findings.frame({ verdict: "notJson", kind: undefined, phase: undefined });
  findings.add({ code: "frame/not-object", message, key: message, span: "value" });
}

const longestPhase = 40;

/** What a frame says of the phase that it belongs to, for the ways of connections. */
function phaseOf(value: PlainObject): string | undefined {
  const phase = own(value, "phase");
  return typeof phase === "string" && phase.length <= longestPhase ? phase : undefined;
}

/** Whether a frame deserves a closer look. Never false where it does. */
function mayBeOdd({ text, root }: CapturedFrame, place: RecordPlace): boolean {
  return (place.mayBeOdd && isSuspect(text)) || (place.names ?? namesIn(text)) !== membersOf(root);
}
