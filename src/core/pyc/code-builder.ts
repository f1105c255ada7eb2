import {
  type CodeLayout,
  type CodeObject,
  codeLayout,
  type Ints,
  namedInts,
  type Span,
  withQualname,
} from './code-object.ts';
import type { Cursor } from './cursor.ts';
import { MarshalError } from './marshal-error.ts';
import { isString, isTuple, type StringValue, type Value } from './value.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Which strings can stand at an offset from here; it knows the references read so far. */
export type LooksLikeBytes = (offset: number) => boolean;

const NOWHERE: Span = { start: 0, end: 0 };
/** Kinds of local variables since 3.11 (`CO_FAST_CELL`, `CO_FAST_FREE` in `pycore_code.h`). */
const CELL = 0x40;
const FREE = 0x80;
/** What is more is no line but the type and length of a string. */
const MOST_LINES = 0xffffff;

/** Takes the objects of one code object as they are read, and the numbers between them. */
export class CodeBuilder {
  readonly node: Mutable<CodeObject>;
  readonly #ints: Ints;
  readonly #numbers: readonly number[];
  readonly #fields: Value[] = [];
  #layout: CodeLayout | undefined;

  constructor(offset: number, parent: CodeObject | undefined, ints: Ints, cursor: Cursor) {
    this.#ints = ints;
    this.#numbers = Array.from({ length: ints.count }, () =>
      ints.width === 4 ? cursor.int32() : cursor.int16(),
    );
    this.node = {
      ...{ type: 'code', offset, parent, argcount: 0, kwonlyargcount: 0, flags: 0, code: NOWHERE },
      ...{ consts: [], names: [], varnames: [], freevars: [], cellvars: [] },
      ...{
        filename: undefined,
        name: undefined,
        qualname: undefined,
        firstLine: 0,
        kinds: undefined,
        lines: undefined,
      },
      layout: { kind: 'plain', total: 0, lineAfter: 0, hasQualname: false },
    };
  }

  /** Takes the next object; true once the code object is whole. */
  add(value: Value, cursor: Cursor, looksLikeBytes: LooksLikeBytes): boolean {
    this.#fields.push(value);
    const count = this.#fields.length;
    if (count === 5) this.#layout = codeLayout(this.#ints, value) ?? fail(cursor, 'an unknown shape of code');
    if (!this.#layout) return false;
    if (count === 8 && this.#layout.kind === 'cells' && !this.#isLineNext(cursor, looksLikeBytes))
      this.#layout = withQualname(this.#layout);
    if (count === this.#layout.lineAfter)
      this.node.firstLine = this.#ints.width === 4 ? cursor.int32() : cursor.int16();
    if (count < this.#layout.total) return false;
    this.#finish(this.#layout, cursor);
    return true;
  }

  /** After the name comes the first line, or in PyPy 3.11 another string before it. */
  #isLineNext(cursor: Cursor, looksLikeBytes: LooksLikeBytes): boolean {
    if (this.#ints.count !== 6) return true;
    const isString = 'zZaAutrR'.includes(String.fromCharCode((cursor.peek(0) ?? 0) & 0x7f));
    return looksLikeBytes(4) && !(isString && cursor.peekInt32(0) > MOST_LINES);
  }

  #finish(layout: CodeLayout, cursor: Cursor): void {
    const fields = this.#fields;
    const text = (at: number): StringValue => {
      const value = fields[at];
      return isString(value) ? value : fail(cursor, 'a field of the code is no string');
    };
    const names = (at: number): readonly StringValue[] => {
      const value = fields[at];
      if (!isTuple(value) || !value.items.every(isString))
        return fail(cursor, 'names of the code are no names');
      return value.items;
    };
    const consts = fields[1];
    const node = this.node;
    node.layout = layout;
    Object.assign(node, namedInts(this.#numbers, layout));
    node.code = text(0);
    node.consts = isTuple(consts) ? consts.items : fail(cursor, 'the constants are no tuple');
    node.names = names(2);
    if (this.#ints.count > 0) node.varnames = names(3);
    if (layout.kind === 'cells') {
      node.freevars = names(4);
      node.cellvars = names(5);
    }
    if (layout.kind === 'kinds') this.#sortLocals(text(4), cursor);
    const fileAt = { plain: this.#ints.count === 0 ? 3 : 4, cells: 6, kinds: 5 }[layout.kind];
    node.filename = text(fileAt);
    node.name = text(fileAt + 1);
    if (layout.hasQualname) node.qualname = text(fileAt + 2);
    if (layout.lineAfter > 0) node.lines = text(layout.lineAfter);
  }

  #sortLocals(kinds: Span, cursor: Cursor): void {
    this.node.kinds = kinds;
    const ofKind = (kind: number) =>
      this.node.varnames.filter((_, index) => ((cursor.bytes[kinds.start + index] ?? 0) & kind) !== 0);
    this.node.cellvars = ofKind(CELL);
    this.node.freevars = ofKind(FREE);
  }
}

function fail(cursor: Cursor, message: string): never {
  throw new MarshalError(message, cursor.position);
}
