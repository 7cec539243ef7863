/** A value out of the bytes of a JSON document, collected as they come. */

/** A value: its bytes, and where they begin. */
export interface Element {
  /** None where the value was too long. */
  readonly pieces: readonly Buffer[];
  /** Its first bytes, where it was too long. */
  readonly head?: Buffer | undefined;
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** UTF-16 units of its line before it. */
  readonly column: number;
  /** Bytes, without white space after it. */
  readonly length: number;
}

/** Its bytes in one piece. */
export function bytesOf({ pieces, length }: Element): Buffer {
  return (pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)).subarray(0, length);
}

/** So much is kept of the beginning of a value that is too long. */
const headLength = 200;

/** A value that is being collected, up to a limit. */
export class ElementDraft {
  readonly #start: Pick<Element, "offset" | "line" | "column">;
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #collected = 0;
  #head: Buffer | undefined;
  /** Offset after its last byte that is no white space. */
  end: number;

  constructor(start: Pick<Element, "offset" | "line" | "column">, limit: number) {
    this.#start = start;
    this.#limit = limit;
    this.end = start.offset;
  }

  /** Takes what belongs to it of a chunk that begins at an offset. */
  collect(chunk: Buffer, offset: number): void {
    const piece = chunk.subarray(Math.max(0, this.#start.offset - offset));
    this.#collected += piece.length;
    if (this.isTooLong) {
      this.#head ??= Buffer.concat([...this.#pieces, piece], Math.min(headLength, this.#collected));
      this.#pieces = [];
    } else if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }

  get isTooLong(): boolean {
    return this.#collected > this.#limit;
  }

  get element(): Element {
    return {
      ...this.#start,
      pieces: this.#pieces,
      head: this.#head,
      length: Math.max(0, this.end - this.#start.offset),
    };
  }
}
