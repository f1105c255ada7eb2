import type { Cursor } from './cursor.ts';

/** Moves over a number of any type; its value matters to nobody. False for what is no type of number. */
export function skipNumber(cursor: Cursor, type: string): boolean {
  switch (type) {
    case 'i':
      cursor.skip(4);
      return true;
    // Eight bytes as an integer, in old files, or as a float.
    case 'I':
    case 'g':
      cursor.skip(8);
      return true;
    // Digits of 15 bits; the sign of the count is that of the number.
    case 'l':
      cursor.skip(2 * Math.abs(cursor.int32()));
      return true;
    // A float as text.
    case 'f':
      cursor.skip(cursor.uint8());
      return true;
    case 'y':
      cursor.skip(16);
      return true;
    case 'x':
      cursor.skip(cursor.uint8());
      cursor.skip(cursor.uint8());
      return true;
    default:
      return false;
  }
}
