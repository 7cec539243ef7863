/** What is found wrong with a frame, and where. Plain data: it goes into reports as it is. */
import type { FrameCode } from "../wording/capture.js";

/** Where a frame is. Lines count from 1, offsets from 0 in the (decompressed) log. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  /** Of a HAR file: the number of the entry and of its message, from 0. */
  readonly entry?: number;
  readonly entryMessage?: number;
}

/** A piece of a frame's text, the place between two positions in it. */
export interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface Problem extends Place {
  readonly code: FrameCode;
  readonly severity: "error" | "warning";
  /** In UTF-16 units from 1, where the place of the fault in the line is known. */
  readonly column?: number;
  readonly connection?: string;
  readonly kind?: string;
  /** JSON pointer into the frame. */
  readonly pointer?: string;
  readonly message: string;
  readonly hint?: string;
  readonly excerpt?: Excerpt;
}

/** The same fault of the same kind, many times. */
export interface ProblemGroup {
  /** What makes two problems the same fault. */
  readonly key: string;
  readonly count: number;
  readonly first: Problem;
  /** The first such frame, the place marked; of a long one what is near the place, `…` standing for the rest. */
  readonly frame?: Excerpt;
}
