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
 * Those of `wanted` that are whole ASCII words of a source. It can miss words beside non-ASCII characters,
 * and names made to collide. It takes a tenth of the time of listing all words of the source, which has
 * many times as many.
 */
export function findWords(source: Uint8Array, wanted: readonly string[]): Set<string> {
  const table = new WordTable(wanted);
  let at = 0;
  while (at < source.length && table.left > 0) {
    if (KINDS[source[at] ?? 0] === OTHER) {
      at += 1;
      continue;
    }
    let hash = 0;
    let start = -1;
    let isAscii = true;
    for (; at < source.length; at += 1) {
      const byte = source[at] ?? 0;
      const kind = KINDS[byte];
      if (kind === OTHER) break;
      if (kind === UNKNOWN) isAscii = false;
      // digits before a letter do not belong to the word
      if (start < 0 && kind === LETTER) start = at;
      if (start >= 0) hash = mix(hash, byte);
    }
    if (start >= 0 && isAscii) table.find(hash, source, start, at);
  }
  return table.found;
}

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) + 0x1b873593;

/** The wanted words by their hash, with open addressing. */
class WordTable {
  readonly found = new Set<string>();
  /** Words that were not found yet. */
  left = 0;
  readonly #words: readonly string[];
  readonly #hashes: Int32Array;
  /** The number of a word plus one, or 0; `#isFound` is by the number of the word. */
  readonly #slots: Int32Array;
  readonly #isFound: Uint8Array;
  readonly #mask: number;

  constructor(words: readonly string[]) {
    this.#words = words;
    this.#hashes = new Int32Array(words.length);
    this.#isFound = new Uint8Array(words.length);
    const size = 2 ** Math.ceil(Math.log2(2 * words.length + 1));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    for (let index = 0; index < words.length; index += 1) this.#enter(words[index] ?? '', index);
  }

  #enter(word: string, index: number): void {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = mix(hash, word.charCodeAt(at));
    this.#hashes[index] = hash | 0;
    for (let step = 0; step < FURTHEST; step += 1) {
      const slot = (hash + step) & this.#mask;
      if (this.#slots[slot] !== 0) continue;
      this.#slots[slot] = index + 1;
      this.left += 1;
      return;
    }
  }

  find(hash: number, source: Uint8Array, start: number, end: number): void {
    for (let step = 0; step < FURTHEST; step += 1) {
      const index = (this.#slots[(hash + step) & this.#mask] ?? 0) - 1;
      if (index < 0) return;
      if (this.#hashes[index] !== (hash | 0) || this.#isFound[index] === 1) continue;
      const word = this.#words[index] ?? '';
      if (!isAt(word, source, start, end)) continue;
      this.#isFound[index] = 1;
      this.found.add(word);
      this.left -= 1;
      return;
    }
  }
}

function isAt(word: string, source: Uint8Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== source[start + at]) return false;
  return true;
}
