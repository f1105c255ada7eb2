import { Buffer } from 'node:buffer';

/** A position in the bytes, which moves forward and never past the end. Numbers are little endian. */
export class Cursor {
  readonly bytes: Buffer;
  position: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, position: number) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
    return this.bytes[this.skip(1)] ?? 0;
  }

  int16(): number {
    return this.bytes.readInt16LE(this.skip(2));
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

  /** Written by hand, since `readInt32LE` repeats checks that are already done here, millions of times. */
  #int32At(at: number): number {
    const { bytes } = this;
    return (
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)
    );
  }
}

/** Why reading stopped. It never leaves this folder: `readMarshal` turns it into a result. */
export class MarshalError extends Error {
  readonly offset: number;
  /** Whether one of our limits ended the reading, so that Python may read on. */
  readonly isBound: boolean;

  constructor(message: string, offset: number, isBound = false) {
    super(message);
    this.offset = offset;
    this.isBound = isBound;
  }
}
