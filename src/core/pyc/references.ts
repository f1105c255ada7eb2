import type { Cursor } from './cursor.ts';
import type { StringValue, Value } from './value.ts';

/** What `r` (any object, marshal 3 on) and `R` (interned strings, 1 and 2) point to. */
export class References {
  /** Undefined while an object is not whole. */
  readonly #objects: (Value | undefined)[] = [];
  readonly #interned: StringValue[] = [];

  /** Takes the next number, for an object that is yet to be read. */
  reserve(): number {
    return this.#objects.push(undefined) - 1;
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

  /** Whether a byte string or a reference to one can stand `offset` bytes from the cursor. */
  looksLikeBytes(cursor: Cursor, offset: number): boolean {
    const type = String.fromCharCode((cursor.peek(offset) ?? 0) & 0x7f);
    const number = cursor.peekInt32(offset + 1);
    if (type === 's' || type === 't') return number >= 0 && number <= cursor.left - offset - 5;
    if (type === 'R') return this.string(number) !== undefined;
    return type === 'r' && this.object(number)?.type === 'bytes';
  }
}
