import type { Ints } from './code-layout.ts';
import type { Cursor } from './cursor.ts';

/** Whether there can be a byte string, or a reference to one that was read, at an offset from the cursor. */
export type LooksLikeBytes = (offset: number) => boolean;

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
 * Finds how many integers there are before the bytes of a code object: after them there must be a byte
 * string, and then something that can be a tuple. `hint`, which is what the file's own Python would read, is
 * tried first, since hostile bytecode can be made to fit a second number.
 */
export function findInts(
  cursor: Cursor,
  looksLikeBytes: LooksLikeBytes,
  hint: Ints | undefined,
): Ints | undefined {
  if (hint && fits(cursor, looksLikeBytes, hint)) return hint;
  return SHAPES.find((shape) => fits(cursor, looksLikeBytes, shape));
}

const fits = (cursor: Cursor, looksLikeBytes: LooksLikeBytes, { count, width }: Ints): boolean =>
  looksLikeBytes(count * width) && isTupleAt(cursor, afterBytes(cursor, count * width));

/** The offset of the object after the byte string, or after the reference to one, which takes five bytes. */
function afterBytes(cursor: Cursor, offset: number): number {
  const type = cursor.peekType(offset);
  return offset + 5 + (type === 0x73 /* s */ || type === 0x74 /* t */ ? cursor.peekInt32(offset + 1) : 0);
}

function isTupleAt(cursor: Cursor, offset: number): boolean {
  switch (cursor.peekType(offset)) {
    case 0x28: // (
    case 0x29: // )
    case 0x72: // r
    case 0x52: // R
      return true;
    default:
      return false;
  }
}

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
