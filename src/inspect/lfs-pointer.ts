import { Buffer } from 'node:buffer';

/**
 * Whether this is a pointer of git-lfs, which git stores in place of the file (its specification,
 * docs/spec.md: less than 1024 bytes, the version first, a line for each key).
 */
export const isLfsPointer = (bytes: Uint8Array): boolean =>
  bytes.length < 1024 && POINTER.test(Buffer.from(bytes).toString('latin1'));

const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-\d-\w+ [^\n]+\n)*oid sha256:[0-9a-f]{64}\nsize \d+\n$/;
