import { Buffer } from 'node:buffer';
import type { Span } from '../read/code-object.ts';

/** Kinds of bytes: a word begins with a letter and goes on with letters or digits; a non-ASCII byte may be any. */
const [OTHER, DIGIT, LETTER, UNKNOWN] = [0, 1, 2, 3];
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return UNKNOWN;
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) return LETTER;
  return /[0-9]/.test(character) ? DIGIT : OTHER;
});

/** The longest search in the hash table, since hostile names can be made to collide. */
const FURTHEST = 32;

/**
 * Those of some names that are no whole ASCII words of a source; `places` says where in `bytes` they are. It can
 * return too many: names beside non-ASCII characters, and names made to collide. It takes a fraction of the time
 * of listing all words of the source, which has many times as many.
 */
export function withoutWordsOf<P extends Span>(
  source: Uint8Array,
  bytes: Uint8Array,
  places: readonly P[],
): P[] {
  const table = new WordTable(bytes, places);
  let at = 0;
  while (at < source.length && table.left > 0) {
    let kind = KINDS[source[at] ?? 0];
    if (kind === OTHER) {
      at += 1;
      continue;
    }
    // digits before a letter do not belong to the word
    let isAscii = true;
    while (kind === DIGIT || kind === UNKNOWN) {
      if (kind === UNKNOWN) isAscii = false;
      at += 1;
      kind = at < source.length ? KINDS[source[at] ?? 0] : OTHER;
    }
    const start = at;
    while (kind !== OTHER) {
      if (kind === UNKNOWN) isAscii = false;
      at += 1;
      kind = at < source.length ? KINDS[source[at] ?? 0] : OTHER;
    }
    if (isAscii && at > start) table.find(source, start, at);
  }
  return places.filter((_, index) => !table.isFound(index));
}

/** Those of `wanted` that `withoutWordsOf` finds. */
export function findWords(source: Uint8Array, wanted: readonly string[]): Set<string> {
  const words = wanted.filter((word) => /^\w+$/.test(word));
  let end = 0;
  const places = words.map((word) => {
    const start = end;
    end += word.length;
    return { word, start, end };
  });
  const missing = new Set(withoutWordsOf(source, Buffer.from(words.join(''), 'latin1'), places));
  return new Set(places.filter((place) => !missing.has(place)).map(({ word }) => word));
}

/** A few bytes of a word, and its length, distinguish it from nearly all others of a file. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] ?? 0;
  const middle = bytes[(start + end) >> 1] ?? 0;
  const last = bytes[end - 1] ?? 0;
  const second = end - start > 2 ? ((bytes[start + 1] ?? 0) << 8) | (bytes[end - 2] ?? 0) : 0;
  const mixed = Math.imul((first << 24) ^ (middle << 16) ^ (last << 8) ^ (end - start), 0x01000193) ^ second;
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 8;
}

/** Shared by all tables, one after the other: to make such an array takes longer than to clear it. */
let slots = new Int32Array(4096);

/** Wanted words by their hash, with open addressing. */
class WordTable {
  /** Words that were not found yet. */
  left = 0;
  readonly #bytes: Uint8Array;
  readonly #places: readonly Span[];
  /** The number of a word plus one, or 0; `#isFound` is by the number of the word. */
  readonly #slots: Int32Array;
  readonly #isFound: Uint8Array;
  readonly #mask: number;

  constructor(bytes: Uint8Array, places: readonly Span[]) {
    this.#bytes = bytes;
    this.#places = places;
    this.#isFound = new Uint8Array(places.length);
    const size = 2 ** Math.ceil(Math.log2(2 * places.length + 1));
    this.#mask = size - 1;
    if (size > slots.length) slots = new Int32Array(size);
    this.#slots = slots.fill(0, 0, size);
    for (let index = 0; index < places.length; index += 1) this.#enter(places[index], index);
  }

  isFound(index: number): boolean {
    return this.#isFound[index] === 1;
  }

  #enter(place: Span | undefined, index: number): void {
    if (place === undefined || place.start === place.end) return;
    const hash = hashOf(this.#bytes, place.start, place.end);
    for (let step = 0; step < FURTHEST; step += 1) {
      const slot = (hash + step) & this.#mask;
      if (this.#slots[slot] !== 0) continue;
      this.#slots[slot] = index + 1;
      this.left += 1;
      return;
    }
  }

  find(source: Uint8Array, start: number, end: number): void {
    const hash = hashOf(source, start, end);
    for (let step = 0; step < FURTHEST; step += 1) {
      const index = (this.#slots[(hash + step) & this.#mask] ?? 0) - 1;
      if (index < 0) return;
      if (this.#isFound[index] === 1 || !this.#isAt(index, source, start, end)) continue;
      this.#isFound[index] = 1;
      this.left -= 1;
    }
  }

  #isAt(index: number, source: Uint8Array, start: number, end: number): boolean {
    const place = this.#places[index];
    if (place === undefined || place.end - place.start !== end - start) return false;
    for (let from = start, at = place.start; from < end; from += 1, at += 1)
      if (this.#bytes[at] !== source[from]) return false;
    return true;
  }
}
