import type { Cursor } from './cursor.ts';

/** Skips a number of any type, since its value is not needed. False for other types. */
export function skipNumber(cursor: Cursor, type: number): boolean {
  switch (type) {
    case 0x69: // i
      cursor.skip(4);
      return true;
    // Eight bytes as an integer, in old files, or as a float.
    case 0x49: // I
    case 0x67: // g
      cursor.skip(8);
      return true;
    // Digits of 15 bits; the sign of the count is that of the number.
    case 0x6c: // l
      cursor.skip(2 * Math.abs(cursor.int32()));
      return true;
    // A float as text.
    case 0x66: // f
      cursor.skip(cursor.uint8());
      return true;
    case 0x79: // y
      cursor.skip(16);
      return true;
    case 0x78: // x
      cursor.skip(cursor.uint8());
      cursor.skip(cursor.uint8());
      return true;
    default:
      return false;
  }
}
