import { Buffer } from 'node:buffer';
import type { Run } from './printable-runs.ts';

/** Bytes after the tag, by tag (Java Virtual Machine Specification, 4.4); 1 is text, of any length. */
const POOL_SIZES: Readonly<Record<number, number>> = {
  ...{ 3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4 },
  ...{ 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2 },
};

export interface JvmClass {
  readonly texts: readonly Run[];
  /** Whether the constant pool was read to its end. */
  readonly isWhole: boolean;
}

/** Magic number and a version of Java that is no count of architectures: fat Mach-O has the same magic. */
export function isJvmClass(bytes: Uint8Array): boolean {
  const hasMagic = bytes[0] === 0xca && bytes[1] === 0xfe && bytes[2] === 0xba && bytes[3] === 0xbe;
  return hasMagic && bytes.length >= 10 && bytes[6] === 0 && (bytes[7] ?? 0) >= 45;
}

/** Reads the texts of the constant pool of a Java class file, at most `most` of them. */
export function readJvmClass(bytes: Uint8Array, most: number): JvmClass {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = buffer.readUInt16BE(8);
  const texts: Run[] = [];
  let at = 10;
  for (let entry = 1; entry < count; entry += 1) {
    const tag = buffer[at] ?? 0;
    const size = tag === 1 && at + 3 <= buffer.length ? 2 + buffer.readUInt16BE(at + 1) : POOL_SIZES[tag];
    if (size === undefined || at + 1 + size > buffer.length || texts.length >= most)
      return { texts, isWhole: false };
    if (tag === 1)
      texts.push({ start: at + 3, text: decodeModified(buffer.subarray(at + 3, at + 1 + size)) });
    // Long numbers take two entries of the pool.
    if (tag === 5 || tag === 6) entry += 1;
    at += 1 + size;
  }
  return { texts, isWhole: true };
}

/** Java's UTF-8 writes U+0000 in two bytes and each half of a surrogate pair in three. */
function decodeModified(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (!/[\x80-\xff]/.test(text)) return text;
  return text.replace(/[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}/g, (sequence) => {
    const [first = 0, second = 0, third = 0] = Buffer.from(sequence, 'latin1');
    const tail = sequence.length === 2 ? second & 0x3f : ((second & 0x3f) << 6) | (third & 0x3f);
    return String.fromCharCode(
      sequence.length === 2 ? ((first & 0x1f) << 6) | tail : ((first & 0x0f) << 12) | tail,
    );
  });
}
