import type { Segment } from "./path.js";

/** Why a value is refused while it is read. */
export type Reason = "no object" | "no JSON" | "too deep" | "hole" | "unsteady";

/** Where that is, and what stands there. */
export interface Circumstances {
  readonly segments: readonly Segment[];
  readonly kind: string | undefined;
  readonly value?: unknown;
}

/** Thrown where a value is refused, and made an error of, with its words, for those who get to see one. */
export class Refused {
  readonly reason: Reason;
  readonly circumstances: Circumstances;

  constructor(reason: Reason, circumstances: Circumstances) {
    this.reason = reason;
    this.circumstances = circumstances;
  }
}
