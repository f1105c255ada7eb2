import type { Cursor } from './cursor.ts';
import * as Kind from './kinds.ts';
import { ROOM, withRoom } from './object-table.ts';

/** What is not whole. */
const NOTHING = -1;

/** What `r` (any object, marshal 3 on) and `R` (interned strings, 1 and 2) point to, by the numbers of objects. */
export class References {
  #objects = new Int32Array(ROOM);
  #count = 0;
  readonly #interned: number[] = [];

  clear(): void {
    this.#count = 0;
    this.#interned.length = 0;
  }

  /** Reserves the next number for an object that is still to be read. */
  reserve(): number {
    this.add(NOTHING);
    return this.#count - 1;
  }

  /** Gives the next number to an object that was read. */
  add(object: number): void {
    if (this.#count === this.#objects.length) this.#objects = withRoom(this.#objects);
    this.#objects[this.#count] = object;
    this.#count += 1;
  }

  set(slot: number, object: number): void {
    this.#objects[slot] = object;
  }

  intern(object: number): void {
    this.#interned.push(object);
  }

  /** The number of a whole object, else -1. */
  object(number: number): number {
    return number >= 0 && number < this.#count ? (this.#objects[number] as number) : NOTHING;
  }

  string(number: number): number {
    return this.#interned[number] ?? NOTHING;
  }

  /** Whether there can be a byte string, or a reference to one that was read, `offset` bytes from the cursor. */
  looksLikeBytes(cursor: Cursor, offset: number, kinds: Uint8Array): boolean {
    const number = cursor.peekInt32(offset + 1);
    switch (cursor.peekType(offset)) {
      case 0x73: // s
      case 0x74: // t
        return number >= 0 && number <= cursor.left - offset - 5;
      case 0x52: // R
        return this.string(number) >= 0;
      case 0x72: // r
        return kinds[this.object(number)] === Kind.BYTES;
      default:
        return false;
    }
  }
}
