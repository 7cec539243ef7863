/** Bytes that can be taken piece by piece and given back. */

export type Bytes = AsyncIterable<Buffer>;

export class ByteSource {
  readonly #iterator: AsyncIterator<Buffer>;
  /** Read, and not taken yet. */
  #left: Buffer = Buffer.alloc(0);

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.#left.length === 0) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#left = next.value;
    }
    return true;
  }

  /** So many bytes, or as many as there are. */
  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    while (length < count && (await this.hasMore())) {
      const piece = Buffer.from(this.#left.subarray(0, count - length));
      this.#left = this.#left.subarray(piece.length);
      length += piece.length;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  /** The bytes that come next, however many: valid until more are asked for. */
  async next(): Promise<Buffer> {
    const chunk = this.#left;
    this.#left = Buffer.alloc(0);
    return chunk;
  }

  /** Gives back what was taken last. */
  giveBack(bytes: Buffer): void {
    this.#left = this.#left.length === 0 ? bytes : Buffer.concat([bytes, this.#left]);
  }
}
