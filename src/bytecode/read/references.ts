import type { StringValue, Value } from './code-object.ts';
import type { Cursor } from './cursor.ts';

/** What `r` (any object, marshal 3 on) and `R` (interned strings, 1 and 2) point to. */
export class References {
  /** Undefined while an object is not whole. */
  readonly #objects: (Value | undefined)[] = [];
  readonly #interned: StringValue[] = [];

  /** Reserves the next number for an object that is still to be read. */
  reserve(): number {
    return this.#objects.push(undefined) - 1;
  }

  /** Gives the next number to an object that was read. */
  add(value: Value): void {
    this.#objects.push(value);
  }

  set(slot: number, value: Value): void {
    this.#objects[slot] = value;
  }

  intern(value: StringValue): void {
    this.#interned.push(value);
  }

  object(number: number): Value | undefined {
    return this.#objects[number];
  }

  string(number: number): StringValue | undefined {
    return this.#interned[number];
  }

  /** Whether there can be a byte string, or a reference to one, `offset` bytes from the cursor. */
  looksLikeBytes(cursor: Cursor, offset: number): boolean {
    const number = cursor.peekInt32(offset + 1);
    switch (cursor.peekType(offset)) {
      case 0x73: // s
      case 0x74: // t
        return number >= 0 && number <= cursor.left - offset - 5;
      case 0x52: // R
        return this.string(number) !== undefined;
      case 0x72: // r
        return this.object(number)?.type === 'bytes';
      default:
        return false;
    }
  }
}
