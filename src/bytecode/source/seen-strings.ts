import type { StringValue } from '../read/code-object.ts';

/** A set of strings of one file: one bit for the offset at which each begins, which no other string shares. */
export class SeenStrings {
  readonly #bits: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bits = new Uint8Array((bytes.length >> 3) + 1);
  }

  /** False if the string was in the set already. */
  add({ start }: StringValue): boolean {
    return this.addAt(start);
  }

  /** As `add`, for the string that begins at an offset. */
  addAt(start: number): boolean {
    const bits = this.#bits[start >> 3] ?? 0;
    const bit = 1 << (start & 7);
    this.#bits[start >> 3] = bits | bit;
    return (bits & bit) === 0;
  }
}
