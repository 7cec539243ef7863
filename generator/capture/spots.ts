/**
 * Where faults are, found once: most bad frames have theirs where others had it, and to take a pointer apart, follow it and put
 * it into words takes longer than to judge a frame.
 */
import { at, follow, pointerOf, type Segment } from "../runtime/path.js";
import { isPlainObject, own } from "../runtime/value.js";
import type { FrameCode } from "../wording/capture.js";
import { detached } from "./place.js";

/** A place in frames of one kind, and what is said of it. */
export interface Spot<T> {
  readonly segments: readonly Segment[];
  readonly path: string;
  /** The end of a message that says where. */
  readonly end: string;
  /** The place as it is the same for all frames. */
  readonly general: string;
  /** What its owner keeps with it. */
  readonly kept: Map<string, T>;
}

/** A spot, and what is there in a frame. */
export interface Found<T> {
  readonly spot: Spot<T>;
  readonly value: unknown;
}

const most = 500;
/** Deeper ones are shortened, and rare. */
const deepest = 16;

/** Keeps a bounded number of spots, and of what is kept with each. */
export class Spots<T> {
  readonly #spots = new Map<string, Spot<T>>();
  readonly #declared: () => ReadonlySet<string>;

  constructor(declared: () => ReadonlySet<string>) {
    this.#declared = declared;
  }

  /** What a pointer leads to in a frame; undefined where that is no usual place. */
  find(pointer: string, frame: unknown): Found<T> | undefined {
    const known = this.#spots.get(pointer);
    if (known === undefined) return this.#add(pointer, frame);
    let value = frame;
    for (const step of known.segments) {
      // What is an array in one frame may be an object in another one: then the same pointer says something else.
      if (Array.isArray(value) !== (typeof step === "number")) return undefined;
      if (typeof step === "number") value = (value as readonly unknown[])[step];
      else value = isPlainObject(value) ? own(value, step) : undefined;
    }
    return { spot: known, value };
  }

  /** Keeps something with a spot. */
  keep<V extends T>({ kept }: Spot<T>, name: string, one: V): V {
    if (kept.size >= most) kept.clear();
    kept.set(name, one);
    return one;
  }

  #add(pointer: string, frame: unknown): Found<T> | undefined {
    const { segments, value } = follow(pointer, frame);
    if (segments.length > deepest || segments.some((step) => typeof step === "string" && step.length > 100))
      return undefined;
    const general = generalised(segments, this.#declared());
    const spot = { segments, path: pointerOf(segments), end: at(segments), general, kept: new Map<string, T>() };
    if (this.#spots.size >= most) this.#spots.clear();
    this.#spots.set(pointer, spot);
    return { spot, value };
  }
}

/** A place as it is the same for all frames: items and members that no schema names are `*`. */
export function generalised(segments: readonly Segment[], declared: ReadonlySet<string>): string {
  const general = segments.slice(0, 8).map((step) => (typeof step === "number" || !declared.has(step) ? "*" : step));
  return pointerOf(general) + (segments.length > 8 ? "/…" : "");
}

/** What makes two problems the same: problems are counted by it. It holds on to none of the text of a frame. */
export function groupKey(code: FrameCode, kind: string | undefined, about: string): string {
  return detached([code, kind ?? "", about].join(" "));
}
