import { Buffer } from 'node:buffer';
import type { StringValue } from '../read/code-object.ts';
import { decode, decodeStart } from '../read/decode.ts';

/** Of a few texts each is decoded by itself. */
const FEW = 100;

/**
 * The texts of one file. If they are many, ASCII, which nearly all of them are, is cut out of the whole file, decoded
 * once: that takes half the time, and keeps the whole in memory as long as any of its pieces.
 */
export class Texts {
  readonly #bytes: Uint8Array;
  #decoded: string | undefined;
  /** Of the texts that were read. */
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get #whole(): string {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    this.#decoded ??= Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
    return this.#decoded;
  }

  /** As `decode`. */
  read(value: StringValue): string {
    return this.#cut(value, value.end) ?? decode(this.#bytes, value);
  }

  /** As `decodeStart`. */
  readStart(value: StringValue, most: number): string {
    const end = Math.min(value.end, value.start + most);
    return this.#cut(value, end) ?? decodeStart(this.#bytes, value, most);
  }

  /** A piece of the whole; undefined where that is not worth it, or not each byte is a character of its own. */
  #cut(value: StringValue, end: number): string | undefined {
    this.#count += 1;
    if (this.#count <= FEW || !this.#isPlain(value, end)) return undefined;
    return this.#whole.slice(value.start, end);
  }

  #isPlain({ start, encoding }: StringValue, end: number): boolean {
    if (encoding === 'ascii') return true;
    for (let at = start; at < end; at += 1) if ((this.#bytes[at] ?? 0) >= 0x80) return false;
    return true;
  }
}
