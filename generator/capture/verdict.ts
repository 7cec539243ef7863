/** From a captured frame to its verdict: what kind it is, whether it is one, and all that is wrong with it. */
import type { Channel, Protocol } from "../model.js";
import { captureWording } from "../wording/capture.js";
import { isPlainObject, own, type PlainObject, typeName } from "../runtime/value.js";
import { undeclaredIn } from "./declared.js";
import { allFaults, firstFault } from "./explain.js";
import { Findings } from "./findings.js";
import type { CapturedFrame, RecordPlace } from "./frame.js";
import { inspect, isSuspect, membersOf, namesIn } from "./inspect.js";
import { Judges, type KindSet, type KnownKind, KindSet as Kinds } from "./kinds.js";
import type { CaptureOptions } from "./options.js";
import type { Recorder, Verdict } from "./recorder.js";
import { quote } from "../runtime/quote.js";

/** Frames longer than this are not searched for more than their first error: there may be millions. */
const longestForAll = 256 * 1024;

/** Judges the frames of a protocol, one by one. */
export class Judge {
  readonly #options: CaptureOptions;
  readonly #judges: Judges;
  readonly #protocol: Protocol;
  readonly #sets = new Map<string, KindSet>();
  readonly #phase: string;

  constructor(protocol: Protocol, options: CaptureOptions) {
    this.#protocol = protocol;
    this.#options = options;
    this.#judges = new Judges(protocol);
    this.#phase = "phase";
  }

  /** The kinds of a channel, or all kinds. */
  kinds(id: string | undefined): KindSet {
    const known = this.#sets.get(id ?? "");
    if (known !== undefined) return known;
    const channel: Channel | undefined = this.#protocol.channels.find((channel) => channel.id === id);
    const kinds = new Kinds(this.#judges, channel);
    this.#sets.set(id ?? "", kinds);
    return kinds;
  }

  /** Judges a frame, and records what comes of it. */
  judge(frame: CapturedFrame, place: RecordPlace, { kinds, recorder }: { kinds: KindSet; recorder: Recorder }): void {
    const { value } = frame;
    const findings = new Findings({ frame, place, recorder, declared: this.#judges.declared });
    if (!isPlainObject(value)) {
      const message = `Expected \`object\`, got \`${typeName(value)}\``;
      findings.frame({ verdict: "notJson", kind: undefined, phase: undefined });
      findings.add({ code: "frame/not-object", message, key: message, span: "value" });
      return;
    }
    const kind = kinds.find(value);
    const verdict = kind === undefined ? this.#unknown(value, kinds, findings) : this.#known(value, kind, findings);
    if (verdict === "valid" && kind !== undefined) this.#members(value, kind, findings);
    this.#oddities(frame, findings);
  }

  /** Judges a text that is no JSON. */
  notJson(text: string, place: RecordPlace, recorder: Recorder): void {
    const frame: CapturedFrame = { text, root: undefined, value: undefined, path: [], column: place.column };
    const findings = new Findings({ frame, place, recorder, declared: this.#judges.declared });
    findings.frame({ verdict: "notJson", kind: undefined, phase: undefined });
    findings.notJson();
  }

  #unknown(value: PlainObject, kinds: KindSet, findings: Findings): Verdict {
    const error = kinds.unknown(value);
    const policy = this.#options.unknownKinds;
    if (kinds.lacksTag(value)) {
      findings.frame({ verdict: "missingKind", kind: undefined, phase: undefined });
      findings.add({ code: "frame/missing-kind", message: error.message, key: "", span: "value" });
      return "missingKind";
    }
    findings.frame({ verdict: "unknownKind", kind: undefined, phase: undefined });
    if (policy !== "allow") {
      const severity = policy === "warn" ? "warning" : "error";
      const about = { code: "frame/unknown-kind", message: error.message, key: error.message, severity } as const;
      findings.add({ ...about, hint: error.hint, span: [kinds.tag] });
    }
    return "unknownKind";
  }

  #known(value: PlainObject, kind: KnownKind, findings: Findings): Verdict {
    const isValid = kind.validate(value);
    const phase = own(value, this.#phase);
    const verdict = isValid ? "valid" : "invalid";
    findings.frame({ verdict, kind, phase: typeof phase === "string" && phase.length <= 40 ? phase : undefined });
    if (!isValid) this.#invalid(value, kind, findings);
    return verdict;
  }

  #invalid(value: PlainObject, kind: KnownKind, findings: Findings): void {
    const first = firstFault(kind.validate.errors ?? [], value, kind.members);
    findings.fault(first);
    if (findings.length > longestForAll) return;
    const validate = kind.validateAll();
    validate(value);
    const order = (path: readonly (string | number)[]): number => kind.members.names.indexOf(String(path[0]));
    const others = allFaults(validate.errors ?? [], value, kind.members)
      .filter(({ message, path }) => message !== first.message || path !== first.path)
      .toSorted((a, b) => order(a.segments) - order(b.segments));
    for (const fault of others) findings.fault(fault);
  }

  #members(value: PlainObject, kind: KnownKind, findings: Findings): void {
    if (this.#options.unknownMembers !== "warn") return;
    for (const { path, name } of undeclaredIn(value, kind.shape)) {
      const { message } = captureWording["frame/unknown-member"]({ name: quote(name) });
      findings.add({ code: "frame/unknown-member", severity: "warning", message, key: quote(name), span: path });
    }
  }

  #oddities({ text, root }: CapturedFrame, findings: Findings): void {
    if (!isSuspect(text) && !text.includes('" :') && namesIn(text) === membersOf(root)) return;
    for (const oddity of inspect(text)) findings.oddity(oddity);
  }
}
