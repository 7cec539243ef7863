/** Frames over time. Some logs tell the time of day, others how long they had been recorded: two axes that never mix. */
import { type Bins, Binning, widerTime } from "./bins.js";

/** Plain data. */
export interface Timeline {
  /** Frames by kind; `?` stands for no known kind. */
  readonly frames: Bins;
  /** Bad frames by the name of their count. */
  readonly bad: Bins;
}

export interface Times {
  /** In milliseconds since 1970. */
  readonly clock: Timeline;
  /** In milliseconds since something that the log does not tell. */
  readonly elapsed: Timeline;
}

/** At most so many bins. */
const most = 240;
/** 1980: nobody captured frames before that. */
const firstClockTime = 315_532_800_000;

class Line {
  readonly #frames = new Binning(most, widerTime);
  readonly #bad = new Binning(most, widerTime);

  add(kind: string, verdict: string, time: number): void {
    this.#frames.add(kind, time);
    if (verdict !== "valid") this.#bad.add(verdict, time);
  }

  addAll({ frames, bad }: Timeline): void {
    this.#frames.addAll(frames);
    this.#bad.addAll(bad);
  }

  get data(): Timeline {
    return { frames: this.#frames.data, bad: this.#bad.data };
  }
}

/** Adds up to the same in whatever parts and order the frames come. */
export class Timing {
  readonly #clock = new Line();
  readonly #elapsed = new Line();

  add(kind: string, verdict: string, time: number): void {
    (time < firstClockTime ? this.#elapsed : this.#clock).add(kind, verdict, time);
  }

  addAll({ clock, elapsed }: Times): void {
    this.#clock.addAll(clock);
    this.#elapsed.addAll(elapsed);
  }

  get data(): Times {
    return { clock: this.#clock.data, elapsed: this.#elapsed.data };
  }
}
