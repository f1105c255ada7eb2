import type { Ints } from './code-layout.ts';
import { CodeReader, Frame } from './code-reader.ts';
import * as Column from './columns.ts';
import { type Cursor, MarshalError } from './cursor.ts';
import { findInts } from './find-ints.ts';
import * as Kind from './kinds.ts';
import type { Budget } from './limits.ts';
import { NOWHERE, type ObjectTable, TableWriter } from './object-table.ts';
import { References } from './references.ts';
import { skipNumber } from './skip-number.ts';

const UNKNOWN = -1;
const FLAG_REF = 0x80;
/** In place of the number of an object: a container whose items come next. */
const OPENED = -1;
/** Ends a dictionary. */
const NULL = -2;
/** The clock is read after this many objects. */
const CLOCK_EVERY = 1024;

const writer = new TableWriter();
const references = new References();
const frames: Frame[] = [];
/** The reader whose objects are in the table. */
let current: MarshalReader | undefined;

/** Reads one stream, object by object, on a stack of its own. @throws MarshalError where it can't go on */
export class MarshalReader {
  readonly cursor: Cursor;
  readonly table: ObjectTable = writer;
  objects = 0;
  readonly #budget: Budget;
  readonly #deadline: number;
  #ints: Ints | undefined;
  #depth = 0;
  /** At which number of objects the limits are looked at again. */
  #nextCheck: number;
  /** The row of the innermost code object that is being read, or -1. */
  #row = -1;
  readonly #code: CodeReader;

  constructor(cursor: Cursor, budget: Budget, hint: Ints | undefined) {
    this.cursor = cursor;
    this.#budget = budget;
    this.#deadline = budget.now() + budget.milliseconds;
    this.#ints = hint;
    this.#nextCheck = Math.min(CLOCK_EVERY, budget.objects + 1);
    this.#code = new CodeReader(cursor, writer, (offset) =>
      references.looksLikeBytes(cursor, offset, writer.kinds),
    );
    current = this;
    writer.clear();
    references.clear();
  }

  /** @returns the number of the outermost object */
  read(): number {
    for (;;) {
      let object = this.#next();
      while (object !== OPENED) {
        if (this.#depth === 0) return object === NULL ? this.#fail('nothing but an end mark') : object;
        const frame = frames[this.#depth - 1] as Frame;
        object = this.#deliver(frame, object) ? this.#close(frame) : OPENED;
      }
    }
  }

  /** Ends the containers that are not whole, since complete code objects may refer to them. */
  giveUp(): void {
    for (; this.#depth > 0; this.#depth -= 1) {
      const { object, from, row } = frames[this.#depth - 1] as Frame;
      if (row < 0) writer.close(object, from);
      else writer.waitingCount = from;
    }
  }

  get codeCount(): number {
    return this.#code.count;
  }

  /** Whether `table` still has what it read: no other reader was made since. */
  get isCurrent(): boolean {
    return current === this;
  }

  /** Puts an object into its container; true once that is complete. */
  #deliver(frame: Frame, object: number): boolean {
    if (object === NULL) return this.#end(frame);
    writer.push(object);
    const count = writer.waitingCount - frame.from;
    return frame.row < 0 ? count === frame.total : this.#code.isWhole(frame, count);
  }

  /** An end mark: only a dictionary has one. */
  #end({ object, from }: Frame): true {
    const kind = writer.kinds[object];
    if (kind !== Kind.DICT && kind !== Kind.FROZENDICT) this.#fail('an end mark outside a dictionary');
    if ((writer.waitingCount - from) % 2 !== 0) this.#fail('a key without a value');
    return true;
  }

  #close({ object, from, slot, row }: Frame): number {
    this.#depth -= 1;
    if (slot >= 0) references.set(slot, object);
    if (row < 0) writer.close(object, from);
    else {
      writer.waitingCount = from;
      this.#row = writer.codes[row + Column.PARENT] as number;
    }
    return object;
  }

  /**
   * The next object, or `OPENED` when it is a container whose items come next. The first cases get
   * no number to be referred to by, whatever their flag says.
   */
  #next(): number {
    this.objects += 1;
    if (this.objects >= this.#nextCheck) this.#checkLimits();
    const { cursor } = this;
    const offset = cursor.position;
    const byte = cursor.uint8();
    const isShared = byte >= FLAG_REF;
    const type = byte & ~FLAG_REF;
    switch (type) {
      case 0x30: // 0
        return NULL;
      case 0x4e: // N
        return Kind.NONE;
      case 0x54: // T
        return Kind.TRUE;
      case 0x46: // F
        return Kind.FALSE;
      case 0x53: // S
        return Kind.STOP_ITERATION;
      case 0x2e: // .
        return Kind.ELLIPSIS;
      case 0x72: // r
        return this.#known(references.object(cursor.int32()), 'nothing');
      case 0x52: // R
        return this.#known(references.string(cursor.int32()), 'no string');
      case 0x63: // c
      case 0x43: // C
        return this.#openCode(offset, isShared);
      case 0x28: // (
        return this.#openSequence(Kind.TUPLE, cursor.length(), isShared);
      case 0x29: // )
        return this.#openSequence(Kind.TUPLE, cursor.uint8(), isShared);
      case 0x5b: // [
        return this.#openSequence(Kind.LIST, cursor.length(), isShared);
      case 0x3c: // <
        return this.#openSequence(Kind.SET, cursor.length(), isShared);
      case 0x3e: // >
        return this.#openSequence(Kind.FROZENSET, cursor.length(), isShared);
      case 0x3a: // :
        return this.#openSequence(Kind.SLICE, 3, isShared);
      case 0x7b: // {
        return this.#open(Kind.DICT, UNKNOWN, isShared, true);
      case 0x7d: // }
        return this.#open(Kind.FROZENDICT, UNKNOWN, isShared, false);
      case 0x7a: // z
      case 0x5a: // Z
        return this.#string(Kind.ASCII, cursor.uint8(), isShared);
      case 0x61: // a
      case 0x41: // A
        return this.#string(Kind.ASCII, cursor.length(), isShared);
      case 0x75: // u
        return this.#string(Kind.UTF8, cursor.length(), isShared);
      case 0x73: // s
        return this.#string(Kind.BYTES, cursor.length(), isShared);
      case 0x74: // t
        return this.#interned(cursor.length(), isShared);
      default:
        if (!skipNumber(cursor, type)) this.#fail('an unknown type');
        if (isShared) references.add(Kind.NUMBER);
        return Kind.NUMBER;
    }
  }

  #string(kind: number, length: number, isShared: boolean): number {
    const start = this.cursor.skip(length);
    const object = writer.add(kind, start, start + length);
    if (isShared) references.add(object);
    return object;
  }

  /** The `str` of its Python, which is bytes before 3.0, where code has four integers at most. */
  #interned(length: number, isShared: boolean): number {
    const object = this.#string((this.#ints?.count ?? 0) > 4 ? Kind.INTERNED : Kind.BYTES, length, isShared);
    references.intern(object);
    return object;
  }

  #known(object: number, otherwise: string): number {
    return object >= 0 ? object : this.#fail(`a reference to ${otherwise}`);
  }

  /** A frozen set, a slice and code can't hold themselves: CPython rejects a reference to an unfinished one. */
  #openSequence(kind: number, total: number, isShared: boolean): number {
    const isKnownEarly = kind !== Kind.FROZENSET && kind !== Kind.SLICE;
    return this.#open(kind, total, isShared, isKnownEarly || total === 0);
  }

  #open(kind: number, total: number, isShared: boolean, isKnownEarly: boolean, row = -1): number {
    const object = writer.add(kind, row < 0 && total !== 0 ? NOWHERE : Math.max(row, 0), 0);
    const slot = isShared ? references.reserve() : -1;
    if (isShared && isKnownEarly) references.set(slot, object);
    if (total === 0) return object;
    if (this.#depth >= this.#budget.depth) this.#fail('nested too deep', 'size');
    if (this.#depth === frames.length) frames.push(new Frame());
    const frame = frames[this.#depth] as Frame;
    this.#depth += 1;
    frame.object = object;
    frame.from = writer.waitingCount;
    frame.total = total;
    frame.slot = slot;
    frame.row = row;
    return OPENED;
  }

  #openCode(offset: number, isShared: boolean): number {
    const { cursor } = this;
    const ints = findInts(cursor, this.#code.looksLikeBytes, this.#ints) ?? this.#fail('no code object');
    this.#ints = ints;
    cursor.skip(ints.count * ints.width);
    const row = writer.addCode();
    writer.codes[row + Column.OFFSET] = offset;
    writer.codes[row + Column.PARENT] = this.#row;
    this.#row = row;
    this.#open(Kind.CODE, UNKNOWN, isShared, false, row);
    const frame = frames[this.#depth - 1] as Frame;
    frame.ints = ints;
    frame.layout = undefined;
    return OPENED;
  }

  #checkLimits(): void {
    const { objects, now } = this.#budget;
    if (this.objects > objects) this.#fail('too many objects', 'size');
    if (now() > this.#deadline) this.#fail('out of time', 'time');
    this.#nextCheck = Math.min(this.objects + CLOCK_EVERY, objects + 1);
  }

  /** @param limit - of ours that ends the reading, if it is one */
  #fail(message: string, limit?: 'size' | 'time'): never {
    throw new MarshalError(message, this.cursor.position, limit);
  }
}
