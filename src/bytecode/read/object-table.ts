import * as Column from './columns.ts';
import * as Kind from './kinds.ts';

/** Where the items of a container would begin that is not whole yet. */
export const NOWHERE = -1;

/**
 * The objects of a stream, numbered in the order they begin. They are numbers in arrays, since as objects of their own
 * they take five times as long to make, and of most files only a few are ever looked at.
 */
export interface ObjectTable {
  readonly kinds: Uint8Array;
  /** Where a string is in the bytes, or the items of a container are in `items`; of code, the number of its row. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The numbers of the objects in containers. */
  readonly items: Int32Array;
  /** A row of `Column.COUNT` for each code object, as columns.ts says. */
  readonly codes: Int32Array;
  /** How many objects there are. The arrays are longer. */
  readonly count: number;
  /** Where the last row ends. */
  readonly codesEnd: number;
}

/** No objects. */
export const EMPTY_TABLE: ObjectTable = {
  kinds: new Uint8Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  items: new Int32Array(0),
  codes: new Int32Array(0),
  count: 0,
  codesEnd: 0,
};

/** Enough for nearly every file: V8 compiles what uses the arrays anew when they are replaced by larger ones. */
export const ROOM = 1 << 16;

/**
 * A table while it is written, and until the next file is read: there is one for all, since to make such arrays, and
 * to collect them, takes longer than to read most files.
 */
export class TableWriter implements ObjectTable {
  kinds = new Uint8Array(ROOM);
  starts = new Int32Array(ROOM);
  ends = new Int32Array(ROOM);
  items = new Int32Array(ROOM);
  codes = new Int32Array(ROOM);
  count = 0;
  codesEnd = 0;
  #itemCount = 0;
  /** The items that were read of containers which are not whole. */
  #waiting = new Int32Array(ROOM);
  waitingCount = 0;

  clear(): void {
    this.#itemCount = 0;
    this.codesEnd = 0;
    this.waitingCount = 0;
    this.count = Kind.NUMBER + 1;
    for (let kind = Kind.NONE; kind <= Kind.NUMBER; kind += 1) this.kinds[kind] = kind;
  }

  /** @returns the number of the new object */
  add(kind: number, start: number, end: number): number {
    const number = this.count;
    if (number === this.kinds.length) {
      this.kinds = withRoom(this.kinds);
      this.starts = withRoom(this.starts);
      this.ends = withRoom(this.ends);
    }
    this.kinds[number] = kind;
    this.starts[number] = start;
    this.ends[number] = end;
    this.count = number + 1;
    return number;
  }

  /** @returns where the row of the new code object begins */
  addCode(): number {
    const row = this.codesEnd;
    if (row + Column.COUNT > this.codes.length) this.codes = withRoom(this.codes);
    this.codesEnd = row + Column.COUNT;
    for (let at = row; at < this.codesEnd; at += 1) this.codes[at] = 0;
    return row;
  }

  /** Adds an item of the innermost container that is not whole. */
  push(item: number): void {
    if (this.waitingCount === this.#waiting.length) this.#waiting = withRoom(this.#waiting);
    this.#waiting[this.waitingCount] = item;
    this.waitingCount += 1;
  }

  /** An item that was pushed. */
  waiting(at: number): number {
    return this.#waiting[at] as number;
  }

  /** Gives a container the items that were pushed since `from`. */
  close(container: number, from: number): void {
    const start = this.#itemCount;
    const end = start + this.waitingCount - from;
    while (end > this.items.length) this.items = withRoom(this.items);
    for (let at = start, next = from; at < end; at += 1, next += 1) this.items[at] = this.waiting(next);
    this.#itemCount = end;
    this.waitingCount = from;
    this.starts[container] = start;
    this.ends[container] = end;
  }
}

export function withRoom<T extends Uint8Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(2 * array.length);
  larger.set(array);
  return larger;
}
