import { Buffer } from 'node:buffer';
import type { StringValue } from '../read/code-object.ts';
import { decode, decodeStart } from '../read/decode.ts';

/**
 * The texts of one file. ASCII, which nearly all of them are, is cut out of the whole file, decoded
 * once: that takes half the time, and keeps the whole in memory as long as any of its pieces.
 */
export class Texts {
  readonly #bytes: Uint8Array;
  #decoded: string | undefined;

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
    return this.#isPlain(value, value.end)
      ? this.#whole.slice(value.start, value.end)
      : decode(this.#bytes, value);
  }

  /** As `decodeStart`. */
  readStart(value: StringValue, most: number): string {
    const end = Math.min(value.end, value.start + most);
    return this.#isPlain(value, end)
      ? this.#whole.slice(value.start, end)
      : decodeStart(this.#bytes, value, most);
  }

  /** Whether each byte is a character of its own. */
  #isPlain({ start, encoding }: StringValue, end: number): boolean {
    if (encoding === 'ascii') return true;
    for (let at = start; at < end; at += 1) if ((this.#bytes[at] ?? 0) >= 0x80) return false;
    return true;
  }
}
