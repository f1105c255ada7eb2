import { Buffer } from 'node:buffer';
import { UNSAFE } from './safe-text.ts';

/** With the character that follows: a shell drops the newlines that end what a command prints (POSIX, 2.6.3). */
const SPECIAL = new RegExp(`(?:${UNSAFE.source})+.?|'`, 'gsu');

/**
 * A word for a POSIX shell, quoted where it needs to be. What is unsafe to print is spelt by its bytes,
 * so a command for a file of any name can be shown, and run as it was shown; only a newline that ends
 * a word is lost.
 */
export const shellQuote = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word)
    ? word
    : `'${word.replace(SPECIAL, (text) => (text === "'" ? "'\\''" : `'"$(printf '${octal(text)}')"'`))}'`;

const octal = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
