/** A range of bytes in the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A code object, with its fields under the names of the newest Python (`inspect`, section "code"). */
export interface CodeObject {
  readonly type: 'code';
  /** The offset of its type byte. */
  readonly offset: number;
  /** The first code object that has this one among its constants. */
  readonly parent: CodeObject | undefined;
  readonly argcount: number;
  readonly kwonlyargcount: number;
  readonly flags: number;
  readonly code: Span;
  readonly consts: readonly Value[];
  readonly names: readonly StringValue[];
  /** Arguments and local variables; from 3.11 on cells and free variables are among them. */
  readonly varnames: readonly StringValue[];
  /** Empty from 3.11 on, see `kinds`. */
  readonly freevars: readonly StringValue[];
  /** Empty from 3.11 on, see `kinds`. */
  readonly cellvars: readonly StringValue[];
  readonly filename: StringValue | undefined;
  readonly name: StringValue | undefined;
  readonly qualname: StringValue | undefined;
  readonly firstLine: number;
  /** A byte for each of `varnames`, from 3.11 on: local, cell or free (`co_localspluskinds`). */
  readonly kinds: Span | undefined;
  /** `co_lnotab` or `co_linetable`. */
  readonly lines: Span | undefined;
  readonly layout: CodeLayout;
}

/** How many objects a code object has, and after which of them its first line is. */
export interface CodeLayout {
  readonly kind: 'plain' | 'cells' | 'kinds';
  readonly total: number;
  /** 0: no line. */
  readonly lineAfter: number;
  readonly hasQualname: boolean;
}

export interface Ints {
  readonly count: 0 | 3 | 4 | 5 | 6;
  readonly width: 2 | 4;
}

/** One of each: a file has thousands of code objects of the same layout. */
const LAYOUTS = {
  withoutInts: { kind: 'plain', total: 5, lineAfter: 0, hasQualname: false },
  withoutLine: { kind: 'plain', total: 6, lineAfter: 0, hasQualname: false },
  withLine: { kind: 'plain', total: 7, lineAfter: 6, hasQualname: false },
  cells: { kind: 'cells', total: 9, lineAfter: 8, hasQualname: false },
  /** PyPy 3.11 has the cells of 3.10 and a qualified name after the name. */
  cellsAndQualname: { kind: 'cells', total: 10, lineAfter: 9, hasQualname: true },
  kinds: { kind: 'kinds', total: 10, lineAfter: 8, hasQualname: true },
} as const satisfies Record<string, CodeLayout>;

export const CELLS_AND_QUALNAME: CodeLayout = LAYOUTS.cellsAndQualname;

/**
 * Recognises the order of the fields by the fifth object: bytes are the kinds of local variables (3.11 on),
 * a tuple is the free variables (2.1 to 3.10, PyPy), a string the file name (1.3 to 2.0). Without leading
 * numbers it is 1.0 to 1.2.
 */
export function codeLayout(ints: Ints, fifth: Value): CodeLayout | undefined {
  if (ints.count === 0) return LAYOUTS.withoutInts;
  if (fifth.type === 'tuple') return LAYOUTS.cells;
  if (ints.width === 4) return fifth.type === 'bytes' ? LAYOUTS.kinds : undefined;
  return ints.count === 3 ? LAYOUTS.withoutLine : LAYOUTS.withLine;
}

/** The numbers before the objects, by their count. */
export function namedInts(
  ints: readonly number[],
  layout: CodeLayout,
): Pick<CodeObject, 'argcount' | 'kwonlyargcount' | 'flags'> {
  const [argcount = 0, second = 0, third = 0] = ints;
  const hasPositionalOnly = ints.length === 6 || layout.kind === 'kinds';
  const kwonlyargcount = ints.length < 5 ? 0 : hasPositionalOnly ? third : second;
  return { argcount, kwonlyargcount, flags: ints.at(-1) ?? 0 };
}

/**
 * A string as a range of the file, decoded only when needed. `bytes` is also what
 * Python 2 and 1 call `str`.
 */
export interface StringValue {
  readonly type: 'str' | 'bytes';
  /** Offsets of the first byte and of the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly encoding: 'ascii' | 'utf8' | 'raw';
}

export interface Sequence {
  readonly type: 'tuple' | 'list' | 'set' | 'frozenset' | 'slice';
  readonly items: Value[];
}

/** Keys and values in turn. */
export interface Dict {
  readonly type: 'dict' | 'frozendict';
  readonly items: Value[];
}

/** Numbers and singletons: only their position in the stream matters, not their value. */
export interface Other {
  readonly type: 'none' | 'true' | 'false' | 'ellipsis' | 'stop-iteration' | 'number';
}

export type Value = StringValue | Sequence | Dict | Other | CodeObject;

export const isString = (value: Value | undefined): value is StringValue =>
  value !== undefined && (value.type === 'str' || value.type === 'bytes');

export const isTuple = (value: Value | undefined): value is Sequence => value?.type === 'tuple';
