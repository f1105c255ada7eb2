import { Buffer } from 'node:buffer';
import { sipHash } from './siphash.ts';

/**
 * Whether a recorded hash is that of a source. Python hashes the file as it lay on disk
 * (`importlib.util.source_hash`), with the four bytes of the magic number as the key: SipHash-2-4
 * up to 3.10 and in PyPy, SipHash-1-3 since. Git may have changed the ends of lines since then,
 * so both kinds count.
 */
export function isHashOf(hash: string, magic: number, source: Uint8Array): boolean {
  const key = magic | 0x0a0d0000;
  return lineEndVariants(source).some((variant) =>
    ([1, 2] as const).some((rounds) => sipHash(variant, key, rounds) === hash),
  );
}

/** Whether `size` can be that of the source, whichever line ends it had (modulo 2^32, as Python keeps it). */
export const isSizeOf = (size: number, source: Uint8Array): boolean =>
  lineEndVariants(source).some((variant) => variant.length >>> 0 === size);

/** The bytes as they are, then with LF and with CRLF where that differs. */
function lineEndVariants(source: Uint8Array): Uint8Array[] {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
  if (!text.includes('\n')) return [source];
  const withLf = text.replaceAll('\r\n', '\n');
  const variants = [withLf, withLf.replaceAll('\n', '\r\n')].filter((variant) => variant !== text);
  return [source, ...variants.map((variant) => Buffer.from(variant, 'latin1'))];
}
