/** Puts together what is said about one frame; costs next to nothing where nothing is. */
import { pointerOf, type Segment } from "../runtime/path.js";
import type { FrameCode } from "../wording/capture.js";
import { abridge } from "./abridge.js";
import type { Fault } from "./explain.js";
import type { CapturedFrame, RecordPlace } from "./frame.js";
import type { Oddity } from "./inspect.js";
import type { KindSet, KnownKind } from "./kinds.js";
import { detached, excerptOf, findSpan, type Span } from "./place.js";
import type { Excerpt, Place, Problem } from "./problem.js";
import type { Outcome, Recorder } from "./recorder.js";
import type { Mark } from "./tally.js";
import { generalised, groupKey } from "./spots.js";
import { walkJson } from "./walk.js";

/** One thing to say about a frame. */
interface Finding {
  readonly code: FrameCode;
  readonly severity?: "error" | "warning";
  readonly message: string;
  /** Asked for where the finding is kept. */
  readonly hint?: () => string | undefined;
  /** What tells it from others of its code, kind and place. */
  readonly key: string;
  /** The part of the frame that it is about: all of it, a path in it, or positions in the text. */
  readonly span: "value" | readonly Segment[] | Span;
  readonly pointer?: string;
}

/** What kinds there may be, and who counts. */
export interface Destination {
  readonly kinds: KindSet;
  readonly recorder: Recorder;
  /** Whether something has taken those that are surely good. */
  readonly isSifted: boolean;
}

interface About {
  readonly frame: CapturedFrame;
  readonly place: RecordPlace;
  readonly recorder: Recorder;
  readonly declared: () => ReadonlySet<string>;
}

export class Findings {
  readonly #about: About;
  #kind: KnownKind | undefined;

  constructor(about: About) {
    this.#about = about;
  }

  /** Bytes of the frame's record. */
  get length(): number {
    return this.#about.place.bytes;
  }

  /** Counts the frame. */
  frame(outcome: Outcome): void {
    const { place, recorder } = this.#about;
    this.#kind = outcome.kind;
    recorder.frame(place, outcome, () => this.mark(outcome.kind));
  }

  fault({ message, path, segments, key }: Fault): void {
    this.#add({ code: "frame/invalid", message, span: segments, pointer: path }, key);
  }

  oddity({ code, message, pointer, path, start, end }: Oddity): void {
    const key = generalised(path, this.#about.declared());
    this.add({ code, severity: "warning", message, key, pointer, span: { start, end } });
  }

  notJson(): void {
    const { text } = this.#about.frame;
    if (!this.#about.place.isUtf8) {
      const start = Math.max(0, text.indexOf("\ufffd"));
      const span = { start, end: start + 1 };
      this.add({ code: "frame/not-json", message: "Not UTF-8", key: "utf8", span });
      return;
    }
    const start = text === "" ? 0 : (walkJson(text, {}) ?? 0);
    const message = text === "" ? "Not JSON: empty" : `Not JSON, at byte ${Buffer.byteLength(text.slice(0, start))}`;
    this.add({ code: "frame/not-json", message, key: "", span: { start, end: start + 1 } });
  }

  add({ key, ...finding }: Finding): void {
    this.#add(finding, groupKey(finding.code, this.#kind?.name, key));
  }

  #add({ code, severity = "error", message, hint, span, pointer }: Omit<Finding, "key">, key: string): void {
    const { recorder } = this.#about;
    const kind = this.#kind?.name;
    const make = (): Problem => {
      const asked = hint?.();
      return {
        code,
        severity,
        ...this.#where(),
        ...this.#shown(span, pointer),
        ...(kind !== undefined && { kind }),
        message: detached(message),
        ...(asked !== undefined && { hint: asked }),
      };
    };
    recorder.problem({ key, severity, make, example: () => this.#example(span) });
  }

  #where(): Place & { readonly connection?: string } {
    const { place, recorder } = this.#about;
    const { line, offset, entry, entryMessage, connection } = place;
    return {
      file: recorder.file,
      line,
      offset,
      ...(entry !== undefined && { entry }),
      ...(entryMessage !== undefined && { entryMessage }),
      ...(connection !== "" && { connection: detached(connection) }),
    };
  }

  #shown(span: Finding["span"], pointer: string | undefined): Pick<Problem, "column" | "pointer" | "excerpt"> {
    const { frame } = this.#about;
    const found = this.#spanOf(span);
    const path = Array.isArray(span) ? pointerOf(span as readonly Segment[]) : "";
    const base = pointerOf(frame.path);
    const given = pointer ?? path;
    // Oddities are found by their way from the root; what wraps the frame is no part of it.
    const own = !Array.isArray(span) && base !== "" && given.startsWith(base) ? given.slice(base.length) : given;
    return {
      ...(frame.column !== undefined && { column: columnOf(frame, found.start) }),
      pointer: detached(own),
      excerpt: excerptOf(frame.text, found),
    };
  }

  #spanOf(span: Finding["span"]): Span {
    const { text, path } = this.#about.frame;
    if (span !== "value" && "start" in span) return span;
    const whole = { start: 0, end: text.length };
    const target = span === "value" ? path : [...path, ...span];
    return findSpan(text, target) ?? findSpan(text, path) ?? whole;
  }

  /** The frame, without what wraps it. */
  #frame(): Span {
    const { text, path } = this.#about.frame;
    return (path.length === 0 ? undefined : findSpan(text, path)) ?? { start: 0, end: text.length };
  }

  #example(span: Finding["span"]): Excerpt {
    const { start, end } = this.#frame();
    const place = this.#spanOf(span);
    // What is odd may be in what wraps the frame.
    const isIn = place.start >= start && place.start <= end;
    const own = isIn ? { start: place.start - start, end: place.end - start } : { start: 0, end: 0 };
    return abridge(this.#about.frame.text.slice(start, end), own);
  }

  /** The frame as one that decides about the order on its connection. */
  mark(kind: KnownKind | undefined): Mark {
    const { connection: _connection, ...place } = this.#where();
    const { start, end } = this.#frame();
    const excerpt = detached(this.#about.frame.text.slice(start, Math.min(end, start + longestMark)));
    return { ...place, kind: kind?.name ?? "", excerpt };
  }
}

const longestMark = 160;

/** In the line that the record begins in; of a record over several lines in the line of the place. */
function columnOf({ text, column = 0 }: CapturedFrame, at: number): number {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  return lineStart === 0 ? column + at + 1 : at - lineStart + 1;
}
