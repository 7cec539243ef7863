/** Counts along an axis whose length is not known beforehand: bins that become wider when there are too many. */

/** Plain data. The bin `i` covers the positions from `(first + i) * width` on. */
export interface Bins {
  readonly width: number;
  readonly first: number;
  /** Counts by name of the row; zeros at the end are left out. */
  readonly rows: { readonly [name: string]: readonly number[] };
}

interface Row {
  readonly name: string;
  readonly counts: Map<number, number>;
}

/** How wide the next wider bins are: a multiple of the width before, so that bins fall into them as a whole. */
export type Widen = (width: number) => number;

const doubled: Widen = (width) => width * 2;

const secondsRead = [
  0.002, 0.01, 0.02, 0.1, 0.2, 1, 2, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400,
] as const;

/** Widths in milliseconds that people read times by. */
export const widerTime: Widen = (width) =>
  (secondsRead.find((seconds) => seconds * 1000 > width) ?? width / 500) * 1000;

/** Adds up to the same bins in whatever parts and order the positions come. */
export class Binning {
  readonly #most: number;
  readonly #widen: Widen;
  readonly #rows = new Map<string, Row>();
  #width = 1;
  #least = Infinity;
  #greatest = -Infinity;

  /** At most so many bins, from the first to the last that is not empty. */
  constructor(most: number, widen: Widen = doubled) {
    this.#most = most;
    this.#widen = widen;
  }

  add(name: string, position: number, count = 1): void {
    this.#put(name, Math.floor(position / this.#width), count);
  }

  /** Makes room for positions at which something will be added. */
  reach(...positions: readonly number[]): void {
    for (const position of positions) this.#cover(Math.floor(position / this.#width));
  }

  /** Where the bin of a position ends, as long as the width stays. */
  edgeAfter(position: number): number {
    return (Math.floor(position / this.#width) + 1) * this.#width;
  }

  /** Adds bins; what they were counted from began at a shift. */
  addAll({ width, first, rows }: Bins, shift = 0): void {
    while (this.#width < width) this.#wider();
    for (const [name, counts] of Object.entries(rows)) {
      for (const [i, count] of counts.entries()) if (count > 0) this.add(name, (first + i) * width + shift, count);
    }
  }

  get data(): Bins {
    const first = this.#least === Infinity ? 0 : this.#least;
    const rows = [...this.#rows.values()]
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, counts }) => {
        const last = Math.max(...counts.keys());
        return [name, Array.from({ length: last - first + 1 }, (_, i) => counts.get(first + i) ?? 0)] as const;
      });
    return { width: this.#width, first, rows: Object.fromEntries(rows) };
  }

  #put(name: string, bin: number, count: number): void {
    let row = this.#rows.get(name);
    if (row === undefined) this.#rows.set(name, (row = { name, counts: new Map() }));
    row.counts.set(bin, (row.counts.get(bin) ?? 0) + count);
    this.#cover(bin);
  }

  #cover(bin: number): void {
    this.#least = Math.min(this.#least, bin);
    this.#greatest = Math.max(this.#greatest, bin);
    while (this.#greatest - this.#least >= this.#most) this.#wider();
  }

  #wider(): void {
    const width = this.#widen(this.#width);
    const factor = width / this.#width;
    this.#width = width;
    this.#least = Math.floor(this.#least / factor);
    this.#greatest = Math.floor(this.#greatest / factor);
    for (const row of this.#rows.values()) {
      const folded = new Map<number, number>();
      for (const [bin, count] of row.counts) {
        const wider = Math.floor(bin / factor);
        folded.set(wider, (folded.get(wider) ?? 0) + count);
      }
      row.counts.clear();
      for (const [bin, count] of folded) row.counts.set(bin, count);
    }
  }
}
