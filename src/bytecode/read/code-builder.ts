import {
  CELLS_AND_QUALNAME,
  type CodeLayout,
  type CodeObject,
  codeLayout,
  type Ints,
  isString,
  isTuple,
  namedInts,
  type Sequence,
  type Span,
  type StringValue,
  type Value,
} from './code-object.ts';
import type { Cursor } from './cursor.ts';
import { MarshalError } from './cursor.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether there can be a byte string, or a reference to one that was read, at an offset from here. */
export type LooksLikeBytes = (offset: number) => boolean;

/** What all code objects of a file share. */
export interface CodeContext {
  readonly cursor: Cursor;
  readonly looksLikeBytes: LooksLikeBytes;
  /** Tuples known to hold nothing but strings: ten thousand code objects may refer to the same one. */
  readonly nameTuples: Set<Sequence>;
}

/** The position of the file name among the objects; before 1.3 there are no names of variables. */
const FILENAME_AT = { plain: 4, cells: 6, kinds: 5 } as const;
const UNKNOWN: CodeLayout = { kind: 'plain', total: 0, lineAfter: 0, hasQualname: false };
const NOTHING: readonly never[] = [];
const NOWHERE: Span = { start: 0, end: 0 };
/** A larger number is not a line but the type and length of a string. */
const MOST_LINES = 0xffffff;

/** Builds one code object from its objects, and the numbers between them, as they are read. */
export class CodeBuilder {
  readonly node: Mutable<CodeObject>;
  readonly #ints: Ints;
  readonly #numbers: number[] = [];
  readonly #fields: Value[] = [];
  #layout: CodeLayout | undefined;

  constructor(offset: number, parent: CodeObject | undefined, ints: Ints, cursor: Cursor) {
    this.#ints = ints;
    for (let left = ints.count; left > 0; left -= 1)
      this.#numbers.push(ints.width === 4 ? cursor.int32() : cursor.int16());
    this.node = unfinished(offset, parent);
  }

  /** Adds the next object; true once the code object is complete. */
  add(value: Value, context: CodeContext): boolean {
    const { cursor } = context;
    this.#fields.push(value);
    const count = this.#fields.length;
    if (count === 5) this.#layout = codeLayout(this.#ints, value) ?? fail(cursor, 'an unknown shape of code');
    if (!this.#layout) return false;
    if (count === 8 && this.#layout.kind === 'cells' && !this.#isLineNext(context))
      this.#layout = CELLS_AND_QUALNAME;
    if (count === this.#layout.lineAfter)
      this.node.firstLine = this.#ints.width === 4 ? cursor.int32() : cursor.int16();
    if (count < this.#layout.total) return false;
    this.#finish(this.#layout, context);
    return true;
  }

  /** Whether the first line comes next; PyPy 3.11 has another string before it. */
  #isLineNext({ cursor, looksLikeBytes }: CodeContext): boolean {
    if (this.#ints.count !== 6) return true;
    const isString = 'zZaAutrR'.includes(String.fromCharCode(cursor.peekType(0)));
    return looksLikeBytes(4) && !(isString && cursor.peekInt32(0) > MOST_LINES);
  }

  #finish(layout: CodeLayout, context: CodeContext): void {
    const { node } = this;
    const count = this.#ints.count;
    const consts = this.#fields[1];
    node.layout = layout;
    const { argcount, kwonlyargcount, flags } = namedInts(this.#numbers, layout);
    node.argcount = argcount;
    node.kwonlyargcount = kwonlyargcount;
    node.flags = flags;
    node.code = this.#text(0, context);
    node.consts = isTuple(consts) ? consts.items : fail(context.cursor, 'the constants are no tuple');
    node.names = this.#names(2, context);
    if (count > 0) node.varnames = this.#names(3, context);
    if (layout.kind === 'cells') {
      node.freevars = this.#names(4, context);
      node.cellvars = this.#names(5, context);
    }
    if (layout.kind === 'kinds') node.kinds = this.#text(4, context);
    const fileAt = FILENAME_AT[layout.kind] - (count === 0 ? 1 : 0);
    node.filename = this.#text(fileAt, context);
    node.name = this.#text(fileAt + 1, context);
    if (layout.hasQualname) node.qualname = this.#text(fileAt + 2, context);
    if (layout.lineAfter > 0) node.lines = this.#text(layout.lineAfter, context);
  }

  #text(at: number, { cursor }: CodeContext): StringValue {
    const value = this.#fields[at];
    return isString(value) ? value : fail(cursor, 'a field of the code is no string');
  }

  #names(at: number, { cursor, nameTuples }: CodeContext): readonly StringValue[] {
    const value = this.#fields[at];
    if (!isTuple(value)) return fail(cursor, 'names of the code are no tuple');
    if (!nameTuples.has(value)) {
      if (!value.items.every(isString)) fail(cursor, 'a name of the code is no string');
      nameTuples.add(value);
    }
    return value.items as readonly StringValue[];
  }
}

function fail(cursor: Cursor, message: string): never {
  throw new MarshalError(message, cursor.position);
}

/** One object literal: these are made by the thousand, and spreads cost ten times as much. */
const unfinished = (offset: number, parent: CodeObject | undefined): Mutable<CodeObject> => ({
  type: 'code',
  offset,
  parent,
  argcount: 0,
  kwonlyargcount: 0,
  flags: 0,
  code: NOWHERE,
  consts: NOTHING,
  names: NOTHING,
  varnames: NOTHING,
  freevars: NOTHING,
  cellvars: NOTHING,
  filename: undefined,
  name: undefined,
  qualname: undefined,
  firstLine: 0,
  kinds: undefined,
  lines: undefined,
  layout: UNKNOWN,
});
