/** A piece of a text and where it begins. */
export interface Window {
  readonly start: number;
  readonly text: string;
}

/** Regular expressions are known to digest so many characters without a break. */
const LENGTH = 256 * 1024;
/** No secret is longer, so that each is whole in one piece at least: a private key of 16,384 bits takes 12,700. */
const OVERLAP = 16 * 1024;

/**
 * Cuts a long text into pieces that overlap. Each begins at the beginning of a line where there is one
 * near: in the middle of a word something could look like the beginning of a secret.
 */
export function* windows(text: string): Generator<Window> {
  for (let start = 0; ; ) {
    const end = Math.min(text.length, start + LENGTH);
    yield { start, text: start === 0 && end === text.length ? text : text.slice(start, end) };
    if (end === text.length) return;
    const latest = end - OVERLAP;
    const lineEnd = text.lastIndexOf('\n', latest);
    start = lineEnd > latest - OVERLAP ? lineEnd + 1 : latest;
  }
}
