// To be imported as `Kind`.

/**
 * Kinds of objects. The first six are also numbers of objects: there is only one of each, or, as with the numbers of
 * Python, only its position in the stream matters, not its value.
 */
export const NONE = 0;
export const TRUE = 1;
export const FALSE = 2;
export const STOP_ITERATION = 3;
export const ELLIPSIS = 4;
export const NUMBER = 5;
/** Strings: `str` as ASCII or UTF-8, `str` that is interned, and bytes, which is also what Python 2 and 1 call `str`. */
export const ASCII = 6;
export const UTF8 = 7;
export const INTERNED = 8;
export const BYTES = 9;
/** Containers; a tuple known to hold nothing but strings has a kind of its own, as ten thousand code objects may refer to it. */
export const TUPLE = 10;
export const STRINGS = 11;
export const LIST = 12;
export const SET = 13;
export const FROZENSET = 14;
export const SLICE = 15;
/** Keys and values in turn. */
export const DICT = 16;
export const FROZENDICT = 17;
export const CODE = 18;

export const [FIRST_STRING, LAST_STRING] = [ASCII, BYTES];
export const isString = (kind: number): boolean => kind >= FIRST_STRING && kind <= LAST_STRING;
export const isTuple = (kind: number): boolean => kind === TUPLE || kind === STRINGS;
