/** A position in the bytes, which moves forward and never past the end. Numbers are little endian. */
export class Cursor {
  readonly bytes: Uint8Array;
  position: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, position: number) {
    this.bytes = bytes;
    this.position = position;
    this.#end = bytes.length;
  }

  get left(): number {
    return this.#end - this.position;
  }

  /** Skips `count` bytes and returns where they begin. */
  skip(count: number): number {
    if (count < 0 || count > this.left) throw new MarshalError('the data ends too early', this.position);
    const start = this.position;
    this.position += count;
    return start;
  }

  uint8(): number {
    const { position } = this;
    if (position >= this.#end) throw new MarshalError('the data ends too early', position);
    this.position = position + 1;
    return this.bytes[position] as number;
  }

  int16(): number {
    return this.intAt(this.skip(2), 2);
  }

  int32(): number {
    return this.#int32At(this.skip(4));
  }

  /** A count of bytes or items, each of which takes a byte at least. */
  length(): number {
    const length = this.int32();
    if (length < 0 || length > this.left)
      throw new MarshalError('a length beyond the end', this.position - 4);
    return length;
  }

  /** The byte at `offset` from here without its flag, or 0 where there is none. */
  peekType(offset: number): number {
    return (this.bytes[this.position + offset] ?? 0) & 0x7f;
  }

  /** The signed number at `offset` from here, or -1 where there is none. */
  peekInt32(offset: number): number {
    const at = this.position + offset;
    return at + 4 <= this.#end ? this.#int32At(at) : -1;
  }

  /** A number that was skipped. */
  intAt(at: number, width: 2 | 4): number {
    const number = this.#int32At(at);
    return width === 4 ? number : (number << 16) >> 16;
  }

  /** Written by hand, since `readInt32LE` repeats checks that are already done here, millions of times. */
  #int32At(at: number): number {
    const { bytes } = this;
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  }
}

/** Why reading stopped. It never leaves this folder: `readMarshal` turns it into a result. */
export class MarshalError extends Error {
  readonly offset: number;
  /** Which of our limits ended the reading, so that Python may read on. */
  readonly limit: 'size' | 'time' | undefined;

  constructor(message: string, offset: number, limit?: 'size' | 'time') {
    super(message);
    this.offset = offset;
    this.limit = limit;
  }
}
