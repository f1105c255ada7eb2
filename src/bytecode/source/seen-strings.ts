import type { StringValue } from '../read/code-object.ts';

/** Remembers strings of one file: a bit for the byte each begins at, where no other begins. */
export class Marks {
  readonly #bits: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bits = new Uint8Array((bytes.length >> 3) + 1);
  }

  /** False where it was there before. */
  add({ start }: StringValue): boolean {
    const bits = this.#bits[start >> 3] ?? 0;
    const bit = 1 << (start & 7);
    this.#bits[start >> 3] = bits | bit;
    return (bits & bit) === 0;
  }
}
