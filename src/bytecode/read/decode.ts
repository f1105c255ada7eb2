import { Buffer } from 'node:buffer';
import type { StringValue } from './code-object.ts';

/** Makes a view only if there is none, since views for a hundred thousand strings take longer than the strings. */
const view = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The text of a string. Lone surrogates, which Python writes as three bytes (`surrogatepass`), are kept. A
 * byte string is its text if it is UTF-8, else one character for each byte.
 */
export function decode(bytes: Uint8Array, value: StringValue): string {
  const buffer = view(bytes);
  if (value.encoding === 'ascii') return buffer.toString('latin1', value.start, value.end);
  const text = buffer.toString('utf8', value.start, value.end);
  if (!text.includes('\ufffd')) return text;
  const slice = buffer.subarray(value.start, value.end);
  if (value.encoding === 'utf8') return withSurrogates(slice);
  return Buffer.from(text, 'utf8').equals(slice) ? text : slice.toString('latin1');
}

/** At most `most` bytes of a name, to which a hostile file may refer a thousand times. */
export const decodeStart = (bytes: Uint8Array, value: StringValue, most: number): string =>
  decode(bytes, value.end - value.start > most ? { ...value, end: value.start + most } : value);

/** UTF-8 in which U+D800 to U+DFFF are written like any other character. */
function withSurrogates(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const surrogate = /\xed[\xa0-\xbf][\x80-\xbf]/g;
  let result = '';
  let from = 0;
  for (const match of text.matchAll(surrogate)) {
    const [, second = 0, third = 0] = bytes.subarray(match.index, match.index + 3);
    result += bytes.toString('utf8', from, match.index);
    result += String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f));
    from = match.index + 3;
  }
  return result + bytes.toString('utf8', from);
}
