// To be imported as `Column`.

/**
 * The columns of a row of an `ObjectTable`, which is a code object: first its numbers, then the numbers of its
 * objects, which are 0 where its layout has none.
 */
export const OFFSET = 0;
/** Where the row begins of the code object that has this one among its constants, or -1. */
export const PARENT = 1;
/** Its place in `LAYOUTS`: 0 as long as it is not whole. */
export const LAYOUT = 2;
export const ARGCOUNT = 3;
export const KWONLYARGCOUNT = 4;
export const FLAGS = 5;
export const FIRST_LINE = 6;
export const BYTECODE = 7;
export const CONSTS = 8;
export const NAMES = 9;
export const VARNAMES = 10;
export const FREEVARS = 11;
export const CELLVARS = 12;
export const KINDS = 13;
export const FILENAME = 14;
export const NAME = 15;
export const QUALNAME = 16;
export const LINES = 17;
export const EXCEPTIONS = 18;
export const COUNT = 19;
