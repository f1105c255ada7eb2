import { Buffer } from 'node:buffer';
import type { Span } from '../read/code-object.ts';

/** Kinds of bytes: a word begins with a letter and goes on with letters or digits; a non-ASCII byte may be any. */
const [OTHER, UNKNOWN, DIGIT, LETTER] = [0, 1, 2, 3];
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
  const end = source.length;
  let at = 0;
  while (at < end && table.left > 0) {
    let byte = source[at] as number;
    let kind = KINDS[byte] as number;
    // digits before a letter do not belong to the word
    if (kind !== LETTER && kind !== UNKNOWN) {
      at += 1;
      continue;
    }
    const start = at;
    let hash = 0;
    while (kind >= DIGIT) {
      hash = hashWith(hash, byte);
      at += 1;
      byte = at < end ? (source[at] as number) : 0;
      kind = KINDS[byte] as number;
    }
    if (kind === OTHER) table.find(hash, source, start, at);
    else while (at < end && KINDS[source[at] as number] !== OTHER) at += 1;
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

/** The hash of some bytes and another. */
const hashWith = (hash: number, byte: number): number => (Math.imul(hash, 31) + byte) | 0;

function hashOf(bytes: Uint8Array, { start, end }: Span): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = hashWith(hash, bytes[at] as number);
  return hash;
}

/** Where the search for a hash begins. */
const firstSlot = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 8;

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
    const size = 2 ** Math.ceil(Math.log2(8 * places.length + 1));
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
    const first = firstSlot(hashOf(this.#bytes, place));
    for (let step = 0; step < FURTHEST; step += 1) {
      const slot = (first + step) & this.#mask;
      if (this.#slots[slot] !== 0) continue;
      this.#slots[slot] = index + 1;
      this.left += 1;
      return;
    }
  }

  find(hash: number, source: Uint8Array, start: number, end: number): void {
    const first = firstSlot(hash);
    for (let step = 0; step < FURTHEST; step += 1) {
      const index = (this.#slots[(first + step) & this.#mask] as number) - 1;
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
