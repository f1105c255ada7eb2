import { type CodeLayout, LAYOUTS } from './code-layout.ts';
import type { CodeObject, Dict, Other, Sequence, Span, StringValue, Value } from './code-object.ts';
import * as Column from './columns.ts';
import * as Kind from './kinds.ts';
import type { ObjectTable } from './object-table.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const OTHERS: readonly Other[] = (
  ['none', 'true', 'false', 'stop-iteration', 'ellipsis', 'number'] as const
).map((type) => ({ type }));

/** Makes objects out of a table, which must not change meanwhile. Each is one and the same wherever it is referred to. */
export class Objects {
  readonly #table: ObjectTable;
  /** By number, as are all objects of the table. */
  readonly #values: (Value | undefined)[];
  /** By number, as the rows of the table. */
  readonly #codes: (Mutable<CodeObject> | undefined)[];
  /** Containers that have no items yet. */
  readonly #empty: { readonly object: number; readonly items: Value[] }[] = [];

  constructor(table: ObjectTable) {
    this.#table = table;
    this.#values = new Array(table.count);
    this.#codes = new Array(this.codeCount);
    for (const [number, value] of OTHERS.entries()) this.#values[number] = value;
  }

  /** Every string, in the order of the file. */
  strings(): StringValue[] {
    const { kinds, count } = this.#table;
    const strings: StringValue[] = [];
    for (let object = Kind.NUMBER + 1; object < count; object += 1)
      if (Kind.isString(kinds[object] as number)) strings.push(this.#string(object));
    return strings;
  }

  /** How many code objects there are, those among them that are not whole. */
  get codeCount(): number {
    return this.#table.codesEnd / Column.COUNT;
  }

  /** A code object by its number; undefined if it is not whole. */
  code(number: number): CodeObject | undefined {
    const row = number * Column.COUNT;
    const { codes } = this.#table;
    if (codes[row + Column.LAYOUT] === 0) return undefined;
    const code = this.#outline(number);
    code.code = this.#stringIn(row + Column.BYTECODE) ?? code.code;
    code.consts = this.#itemsIn(row + Column.CONSTS);
    code.names = this.#namesIn(row + Column.NAMES);
    code.freevars = this.#namesIn(row + Column.FREEVARS);
    code.cellvars = this.#namesIn(row + Column.CELLVARS);
    code.filename = this.#stringIn(row + Column.FILENAME);
    code.kinds = this.#stringIn(row + Column.KINDS);
    code.lines = this.#stringIn(row + Column.LINES);
    this.#fill();
    return code;
  }

  /** What is asked of a code object among the constants of another. */
  #outline(number: number): Mutable<CodeObject> {
    const known = this.#codes[number];
    if (known) return known;
    const { codes } = this.#table;
    const row = number * Column.COUNT;
    const parent = codes[row + Column.PARENT] as number;
    const code: Mutable<CodeObject> = {
      type: 'code',
      offset: codes[row + Column.OFFSET] as number,
      parent: parent < 0 ? undefined : this.#outline(parent / Column.COUNT),
      argcount: codes[row + Column.ARGCOUNT] as number,
      kwonlyargcount: codes[row + Column.KWONLYARGCOUNT] as number,
      flags: codes[row + Column.FLAGS] as number,
      code: NOWHERE,
      consts: NOTHING,
      names: NOTHING,
      varnames: this.#namesIn(row + Column.VARNAMES),
      freevars: NOTHING,
      cellvars: NOTHING,
      filename: undefined,
      name: this.#stringIn(row + Column.NAME),
      qualname: this.#stringIn(row + Column.QUALNAME),
      firstLine: codes[row + Column.FIRST_LINE] as number,
      kinds: undefined,
      lines: undefined,
      layout: LAYOUTS[codes[row + Column.LAYOUT] as number] as CodeLayout,
    };
    this.#codes[number] = code;
    return code;
  }

  #value(object: number): Value {
    const known = this.#values[object];
    if (known) return known;
    const { kinds, starts } = this.#table;
    const kind = kinds[object] as number;
    if (Kind.isString(kind)) return this.#string(object);
    if (kind === Kind.CODE) return this.#outline((starts[object] as number) / Column.COUNT);
    return this.#container(object, CONTAINERS[kind - Kind.TUPLE] as Container['type']);
  }

  #string(object: number): StringValue {
    const known = this.#values[object] as StringValue | undefined;
    if (known) return known;
    const value = stringOf(this.#table, object);
    this.#values[object] = value;
    return value;
  }

  #container(object: number, type: Container['type']): Container {
    const items: Value[] = [];
    const value = { type, items };
    this.#values[object] = value;
    this.#empty.push({ object, items });
    return value;
  }

  /** Without recursion, since references can lead through all objects of a file, and back. */
  #fill(): void {
    const { starts, ends, items } = this.#table;
    for (let next = this.#empty.pop(); next; next = this.#empty.pop()) {
      const end = ends[next.object] as number;
      for (let at = starts[next.object] as number; at < end; at += 1)
        next.items.push(this.#value(items[at] as number));
    }
  }

  /** @param at - of an object in a row, as all of these */
  #stringIn(at: number): StringValue | undefined {
    const { kinds, codes } = this.#table;
    const object = codes[at] as number;
    return Kind.isString(kinds[object] as number) ? this.#string(object) : undefined;
  }

  #itemsIn(at: number): readonly Value[] {
    const value = this.#value(this.#table.codes[at] as number);
    return 'items' in value ? value.items : NOTHING;
  }

  #namesIn(at: number): readonly StringValue[] {
    return this.#itemsIn(at) as readonly StringValue[];
  }
}

/** The string of a number. */
export function stringOf({ kinds, starts, ends }: ObjectTable, object: number): StringValue {
  const kind = kinds[object] as number;
  return {
    type: kind === Kind.BYTES ? 'bytes' : 'str',
    encoding: kind === Kind.ASCII ? 'ascii' : kind === Kind.UTF8 ? 'utf8' : 'raw',
    start: starts[object] as number,
    end: ends[object] as number,
  };
}

type Container = Sequence | Dict;

/** By kind, from the first container on. */
const CONTAINERS = [
  'tuple',
  'tuple', // of nothing but strings
  'list',
  'set',
  'frozenset',
  'slice',
  'dict',
  'frozendict',
] as const satisfies Container['type'][];

const NOTHING: readonly never[] = [];
const NOWHERE: Span = { start: 0, end: 0 };
