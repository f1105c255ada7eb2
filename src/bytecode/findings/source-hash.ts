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
  for (const variant of lineEndVariants(source))
    if (sipHash(variant, key, 1) === hash || sipHash(variant, key, 2) === hash) return true;
  return false;
}

/** Whether `size` can be that of the source, whichever line ends it had (modulo 2^32, as Python keeps it). */
export function isSizeOf(size: number, source: Uint8Array): boolean {
  if (source.length >>> 0 === size) return true;
  let ends = 0;
  let pairs = 0;
  for (let at = source.indexOf(LF); at >= 0; at = source.indexOf(LF, at + 1)) {
    ends += 1;
    if (source[at - 1] === CR) pairs += 1;
  }
  const withLf = source.length - pairs;
  return withLf >>> 0 === size || (withLf + ends) >>> 0 === size;
}

const LF = 0x0a;
const CR = 0x0d;

/** The bytes as they are, then with LF and with CRLF where that differs. */
function* lineEndVariants(source: Uint8Array): Generator<Uint8Array> {
  yield source;
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
  if (!text.includes('\n')) return;
  const withLf = text.replaceAll('\r\n', '\n');
  for (const variant of [withLf, withLf.replaceAll('\n', '\r\n')])
    if (variant !== text) yield Buffer.from(variant, 'latin1');
}
