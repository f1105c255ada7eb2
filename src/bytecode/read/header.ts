import { Buffer } from 'node:buffer';
import { nameMagic, type Origin, versionNumber } from './magic.ts';

export type Validation = 'timestamp' | 'checked-hash' | 'unchecked-hash' | 'none';

/** The fields before the marshalled code (PEP 3147, PEP 552). */
export interface Header extends Partial<Origin> {
  /** The first two bytes, little endian. */
  readonly magic: number;
  /** Bytes before the code object; 0 where no layout fits. */
  readonly length: 0 | 8 | 12 | 16;
  /** How Python decides whether the file is fresh. */
  readonly validation: Validation;
  readonly flags?: number;
  /** Of the source, seconds since 1970. */
  readonly mtime?: number;
  /** Of the source in bytes, modulo 2^32. */
  readonly sourceSize?: number;
  /** 16 hexadecimal digits, as `importlib.util.source_hash(…).hex()`. */
  readonly sourceHash?: string;
}

export type HeaderLength = 8 | 12 | 16;

/** Header lengths to try, first the one that the magic number suggests; the structure decides. */
export function headerLengths(magic: number): readonly HeaderLength[] {
  const origin = nameMagic(magic);
  if (origin?.implementation === 'PyPy' && origin.python !== '2.7')
    return magic >= 224 ? [16, 12, 8] : [12, 16, 8];
  const version = versionNumber(origin?.python);
  if (version === undefined || version >= 307) return [16, 12, 8];
  return version >= 303 ? [12, 16, 8] : [8, 12, 16];
}

/** Whether bytes 2 and 3 are those that every Python but RustPython puts after the number. */
export const hasMagicEnd = (bytes: Uint8Array): boolean =>
  (bytes[2] === 0x0d && bytes[3] === 0x0a) ||
  // Python 1.0 to 1.2
  ((bytes[0] === 0x02 || bytes[0] === 0x03) && bytes[1] === 0x99 && bytes[2] === 0x99 && bytes[3] === 0);

/**
 * RustPython's magic number is the first four characters of the commit it was built from, or `0000`; flags
 * and the type of a code object are as in CPython's files.
 */
export const isRustPython = (bytes: Uint8Array): boolean =>
  bytes.length > 16 &&
  [0, 1, 2, 3].every((at) => isHexDigit(bytes[at] ?? 0)) &&
  (bytes[4] ?? 0) <= 3 &&
  [5, 6, 7].every((at) => bytes[at] === 0) &&
  ((bytes[16] ?? 0) & 0x7f) === 0x63;

const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);

/**
 * Reads the fields of a header that takes `length` bytes; a length of 0 says that no layout fits.
 * `bytes` must hold at least four bytes and the header.
 */
export function readHeader(bytes: Uint8Array, length: Header['length']): Header {
  const magic = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const origin = isRustPython(bytes) ? RUST_PYTHON : nameMagic(magic);
  const isOld = length === 8 || length === 12;
  const flags = length === 16 ? uint32(bytes, 4) : undefined;
  const header: Mutable<Header> = {
    magic,
    length,
    ...origin,
    validation: length === 0 ? 'none' : 'timestamp',
  };
  if (flags !== undefined) header.flags = flags;
  if (flags !== undefined && (flags & 1) !== 0) {
    header.validation = (flags & 2) === 0 ? 'unchecked-hash' : 'checked-hash';
    header.sourceHash = Buffer.from(bytes.subarray(8, 16)).toString('hex');
    return header;
  }
  if (length > 0) header.mtime = uint32(bytes, isOld ? 4 : 8);
  if (length > 8) header.sourceSize = uint32(bytes, isOld ? 8 : 12);
  return header;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const RUST_PYTHON: Origin = { implementation: 'RustPython' };

/** A little endian number of four bytes. */
const uint32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)) >>>
  0;
