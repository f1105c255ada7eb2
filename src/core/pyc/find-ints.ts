import type { CodeContext } from './code-builder.ts';
import type { Ints } from './code-object.ts';
import type { Cursor } from './cursor.ts';

/** Every number of leading integers there was: 3.8 to 3.10 six, 3.0 to 3.7 and 3.11 on five, and so on back. */
const SHAPES: readonly Ints[] = [
  { count: 6, width: 4 },
  { count: 5, width: 4 },
  { count: 4, width: 4 },
  { count: 4, width: 2 },
  { count: 3, width: 2 },
  { count: 0, width: 2 },
];

/**
 * How many integers stand before the bytes of a code object: as many as leave a byte string
 * where the next object begins, and something that can be a tuple behind that.
 * `hint` is tried first: what Python itself would read is what counts,
 * and hostile bytecode can be made to fit a second shape.
 */
export function findInts({ cursor, looksLikeBytes }: CodeContext, hint: Ints | undefined): Ints | undefined {
  const fits = ({ count, width }: Ints): boolean =>
    looksLikeBytes(count * width) && isTupleAt(cursor, afterBytes(cursor, count * width));
  return hint && fits(hint) ? hint : SHAPES.find(fits);
}

/** Where the object after the byte string ends up: a reference takes five bytes. */
function afterBytes(cursor: Cursor, offset: number): number {
  const type = String.fromCharCode((cursor.peek(offset) ?? 0) & 0x7f);
  return offset + 5 + (type === 's' || type === 't' ? cursor.peekInt32(offset + 1) : 0);
}

const isTupleAt = (cursor: Cursor, offset: number): boolean =>
  '()rR'.includes(String.fromCharCode((cursor.peek(offset) ?? 0) & 0x7f));

/** What the Python of a version number (see `versionNumber`) writes. */
export function intsOf(version: number | undefined, isPyPy: boolean): Ints | undefined {
  if (version === undefined) return undefined;
  if (version >= 311 && !isPyPy) return { count: 5, width: 4 };
  if (version >= 308) return { count: 6, width: 4 };
  if (version >= 300) return { count: 5, width: 4 };
  if (version >= 203) return { count: 4, width: 4 };
  if (version >= 105) return { count: 4, width: 2 };
  return { count: version >= 103 ? 3 : 0, width: 2 };
}
