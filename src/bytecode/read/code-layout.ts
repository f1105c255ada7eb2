import * as Column from './columns.ts';

/** How many numbers a code object begins with, and of how many bytes. */
export interface Ints {
  readonly count: 0 | 3 | 4 | 5 | 6;
  readonly width: 2 | 4;
}

/** The order in which a code object is written. */
export interface CodeLayout {
  /** Its place in `LAYOUTS`. */
  readonly number: number;
  readonly kind: 'plain' | 'cells' | 'kinds';
  /** Of its objects. */
  readonly columns: readonly number[];
  /** After which of them its first line is; 0: it has none. */
  readonly lineAfter: number;
}

/** Before 1.3 there are no names of variables, and before 1.5 no lines. */
const START = [Column.BYTECODE, Column.CONSTS, Column.NAMES] as const;
const CELLS = [
  ...START,
  Column.VARNAMES,
  Column.FREEVARS,
  Column.CELLVARS,
  Column.FILENAME,
  Column.NAME,
] as const;
const UNKNOWN: CodeLayout = { number: 0, kind: 'plain', columns: [], lineAfter: 0 };
const WITHOUT_INTS: CodeLayout = {
  number: 1,
  kind: 'plain',
  columns: [...START, Column.FILENAME, Column.NAME],
  lineAfter: 0,
};
const WITHOUT_LINE: CodeLayout = {
  number: 2,
  kind: 'plain',
  columns: [...START, Column.VARNAMES, Column.FILENAME, Column.NAME],
  lineAfter: 0,
};
const WITH_LINE: CodeLayout = {
  number: 3,
  kind: 'plain',
  columns: [...WITHOUT_LINE.columns, Column.LINES],
  lineAfter: 6,
};
const WITH_CELLS: CodeLayout = { number: 4, kind: 'cells', columns: [...CELLS, Column.LINES], lineAfter: 8 };
/** PyPy 3.11 has the cells of 3.10 and a qualified name after the name. */
export const CELLS_AND_QUALNAME: CodeLayout = {
  number: 5,
  kind: 'cells',
  columns: [...CELLS, Column.QUALNAME, Column.LINES],
  lineAfter: 9,
};
const WITH_KINDS: CodeLayout = {
  number: 6,
  kind: 'kinds',
  columns: [
    ...START,
    Column.VARNAMES,
    Column.KINDS,
    Column.FILENAME,
    Column.NAME,
    Column.QUALNAME,
    Column.LINES,
    Column.EXCEPTIONS,
  ],
  lineAfter: 8,
};

export const LAYOUTS: readonly CodeLayout[] = [
  UNKNOWN,
  WITHOUT_INTS,
  WITHOUT_LINE,
  WITH_LINE,
  WITH_CELLS,
  CELLS_AND_QUALNAME,
  WITH_KINDS,
];

/** So many objects show the layout. */
export const FIFTH = 5;

/**
 * Recognises the order of the fields by the fifth object: bytes are the kinds of local variables (3.11 on),
 * a tuple is the free variables (2.1 to 3.10, PyPy), a string the file name (1.3 to 2.0). Without leading
 * numbers it is 1.0 to 1.2.
 */
export function codeLayout(
  { count, width }: Ints,
  isTuple: boolean,
  isBytes: boolean,
): CodeLayout | undefined {
  if (count === 0) return WITHOUT_INTS;
  if (isTuple) return WITH_CELLS;
  if (width === 4) return isBytes ? WITH_KINDS : undefined;
  return count === 3 ? WITHOUT_LINE : WITH_LINE;
}

/** Which of the numbers before the objects is the count of arguments that are keywords only. */
export function keywordOnlyAt({ count }: Ints, { kind }: CodeLayout): number {
  if (count < 5) return -1;
  return count === 6 || kind === 'kinds' ? 2 : 1;
}
