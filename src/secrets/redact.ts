import { entropy, looksRandom } from './random-value.ts';

const WORD = /[A-Za-z0-9_+/=.-]{16,}/g;
const SOLID_WORD = /[A-Za-z0-9]{16,}/g;
/** Only the beginning of a longer word is examined. */
const LONGEST = 512;
/** In bits per character: fewer than one in a hundred random words of 16 letters have less. */
const LEAST_ENTROPY = 3.1;
const SHOWN = 4;

/**
 * Masks whatever may be random. It is for text without structure, where rules fail: there is no name, and
 * the letter before or after may not belong to the value. It also masks some long words.
 */
export function maskRandom(text: string): string {
  const shorten = (word: string): string => `${word.slice(0, SHOWN)}…`;
  return text
    .replace(WORD, (word) => (looksRandom(word.slice(0, LONGEST)) ? shorten(word) : word))
    .replace(SOLID_WORD, (word) => (entropy(word.slice(0, LONGEST)) >= LEAST_ENTROPY ? shorten(word) : word));
}
