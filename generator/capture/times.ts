/** Frames over time. Some logs tell the time of day, others how long they had been recorded: two axes that never mix. */
import { type Bins, Binning, widerTime } from "./bins.js";

/** Plain data. */
export interface Timeline {
  /** Frames by kind; `?` stands for no known kind. */
  readonly frames: Bins;
  /** Bad frames by the name of their count. */
  readonly bad: Bins;
  /** The times of the first and the last frame, in milliseconds; bins are wider. None where there are no frames. */
  readonly first?: number;
  readonly last?: number;
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
  #first = Infinity;
  #last = -Infinity;

  add(kind: string, verdict: string, time: number): void {
    this.#frames.add(kind, time);
    if (verdict !== "valid") this.#bad.add(verdict, time);
    this.#reach(time, time);
  }

  addAll({ frames, bad, first = Infinity, last = -Infinity }: Timeline): void {
    this.#frames.addAll(frames);
    this.#bad.addAll(bad);
    this.#reach(first, last);
  }

  #reach(first: number, last: number): void {
    if (first < this.#first) this.#first = first;
    if (last > this.#last) this.#last = last;
  }

  get data(): Timeline {
    const ends = this.#first > this.#last ? {} : { first: this.#first, last: this.#last };
    return { frames: this.#frames.data, bad: this.#bad.data, ...ends };
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
