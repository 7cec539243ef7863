/** A value out of the bytes of a JSON document, collected as they come. */

/** A value: its bytes, and where they begin. */
export interface Element {
  /** None where the value was too long. */
  readonly pieces: readonly Buffer[];
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

/** A value that is being collected, up to a limit. */
export class ElementDraft {
  readonly #start: Pick<Element, "offset" | "line" | "column">;
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #collected = 0;
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
    if (this.isTooLong) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }

  get isTooLong(): boolean {
    return this.#collected > this.#limit;
  }

  get element(): Element {
    return { ...this.#start, pieces: this.#pieces, length: Math.max(0, this.end - this.#start.offset) };
  }
}
