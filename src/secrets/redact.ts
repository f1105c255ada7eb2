import { entropy, looksRandom } from './random-value.ts';

const WORD = /[A-Za-z0-9_+/=.-]{16,}/g;
const SOLID_WORD = /[A-Za-z0-9]{16,}/g;
/** Of a longer word the beginning tells enough. */
const LONGEST = 512;
/** Bits a character: less than one in a hundred random words of 16 letters has. */
const LEAST_ENTROPY = 3.1;
const SHOWN = 4;

/**
 * Masks whatever may be random. For text that was found without structure: no name tells what it is,
 * and the letter before or after it may be none of its own, so that rules pass over it. Some long
 * words are masked with it.
 */
export function maskRandom(text: string): string {
  const shorten = (word: string): string => `${word.slice(0, SHOWN)}…`;
  return text
    .replace(WORD, (word) => (looksRandom(word.slice(0, LONGEST)) ? shorten(word) : word))
    .replace(SOLID_WORD, (word) => (entropy(word.slice(0, LONGEST)) >= LEAST_ENTROPY ? shorten(word) : word));
}
