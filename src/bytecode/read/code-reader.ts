import {
  CELLS_AND_QUALNAME,
  type CodeLayout,
  codeLayout,
  FIFTH,
  type Ints,
  keywordOnlyAt,
} from './code-layout.ts';
import * as Column from './columns.ts';
import { type Cursor, MarshalError } from './cursor.ts';
import type { LooksLikeBytes } from './find-ints.ts';
import * as Kind from './kinds.ts';
import { NOWHERE, type TableWriter } from './object-table.ts';

/** A container or code object that is being read. Frames are used again, for this and other files. */
export class Frame {
  object = 0;
  /** Where its items begin among those that wait. */
  from = 0;
  /** The number of items; that of a dictionary or a code object is unknown. */
  total = 0;
  /** Its reference number, or -1. */
  slot = -1;
  /** Of a code object: where its row begins, else -1. */
  row = -1;
  ints: Ints | undefined;
  layout: CodeLayout | undefined;
}

/** A larger number is not a line but the type and length of a string. */
const MOST_LINES = 0xffffff;

/** Builds the row of a code object from its objects, and the numbers between them, as they are read. */
export class CodeReader {
  readonly cursor: Cursor;
  readonly writer: TableWriter;
  readonly looksLikeBytes: LooksLikeBytes;
  /** The code objects of which all was read. */
  count = 0;

  constructor(cursor: Cursor, writer: TableWriter, looksLikeBytes: LooksLikeBytes) {
    this.cursor = cursor;
    this.writer = writer;
    this.looksLikeBytes = looksLikeBytes;
  }

  /**
   * Takes the last object that was read, and the number between the objects, if that comes next; true if there are no
   * more of them.
   */
  isWhole(frame: Frame, count: number): boolean {
    const { cursor, writer } = this;
    const { row } = frame;
    const ints = frame.ints as Ints;
    if (count === FIFTH) {
      const kind = writer.kinds[writer.waiting(frame.from + count - 1)] as number;
      frame.layout =
        codeLayout(ints, Kind.isTuple(kind), kind === Kind.BYTES) ?? this.#fail('an unknown shape of code');
    }
    if (frame.layout === undefined) return false;
    if (count === 8 && frame.layout.kind === 'cells' && !this.#isLineNext(ints))
      frame.layout = CELLS_AND_QUALNAME;
    const { layout } = frame;
    if (count === layout.lineAfter)
      writer.codes[row + Column.FIRST_LINE] = ints.width === 4 ? cursor.int32() : cursor.int16();
    if (count < layout.columns.length) return false;
    this.#fillRow(frame, ints, layout);
    return true;
  }

  /** Whether the first line comes next; PyPy 3.11 has another string before it. */
  #isLineNext({ count }: Ints): boolean {
    if (count !== 6) return true;
    const isString = 'zZaAutrR'.includes(String.fromCharCode(this.cursor.peekType(0)));
    return this.looksLikeBytes(4) && !(isString && this.cursor.peekInt32(0) > MOST_LINES);
  }

  #fillRow({ from, row }: Frame, ints: Ints, layout: CodeLayout): void {
    const { writer } = this;
    const { codes } = writer;
    const { columns, number } = layout;
    codes[row + Column.LAYOUT] = number;
    this.count += 1;
    this.#fillNumbers(row, ints, layout);
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at] as number;
      const object = writer.waiting(from + at);
      this.#check(column, object);
      codes[row + column] = object;
    }
  }

  #fillNumbers(row: number, ints: Ints, layout: CodeLayout): void {
    const { count, width } = ints;
    if (count === 0) return;
    const { cursor } = this;
    const { codes } = this.writer;
    const numbers = (codes[row + Column.OFFSET] as number) + 1;
    const keywordOnly = keywordOnlyAt(ints, layout);
    codes[row + Column.ARGCOUNT] = cursor.intAt(numbers, width);
    codes[row + Column.FLAGS] = cursor.intAt(numbers + (count - 1) * width, width);
    if (keywordOnly > 0)
      codes[row + Column.KWONLYARGCOUNT] = cursor.intAt(numbers + keywordOnly * width, width);
  }

  #check(column: number, object: number): void {
    const kind = this.writer.kinds[object] as number;
    switch (column) {
      case Column.CONSTS:
        if (!Kind.isTuple(kind)) this.#fail('the constants are no tuple');
        return;
      case Column.NAMES:
      case Column.VARNAMES:
      case Column.FREEVARS:
      case Column.CELLVARS:
        if (kind !== Kind.STRINGS) this.#checkNames(object, kind);
        return;
      case Column.EXCEPTIONS:
        return;
      default:
        if (!Kind.isString(kind)) this.#fail('a field of the code is no string');
    }
  }

  #checkNames(object: number, kind: number): void {
    const { writer } = this;
    const start = writer.starts[object] as number;
    const end = writer.ends[object] as number;
    // CPython does not take a tuple either in which a name is still missing
    if (kind !== Kind.TUPLE || start === NOWHERE) this.#fail('names of the code are no tuple');
    for (let at = start; at < end; at += 1)
      if (!Kind.isString(writer.kinds[writer.items[at] as number] as number))
        this.#fail('a name of the code is no string');
    writer.kinds[object] = Kind.STRINGS;
  }

  #fail(message: string): never {
    throw new MarshalError(message, this.cursor.position);
  }
}
