/** A piece of a text and where it begins. */
export interface Window {
  readonly start: number;
  readonly text: string;
}

/** The length of text that the regular expressions can handle without overflowing the stack. */
const LENGTH = 256 * 1024;
/** The overlap. No secret is longer, so each is complete in at least one piece: a private key of 16,384 bits has 12,700 characters. */
const OVERLAP = 16 * 1024;

/**
 * Cuts a long text into overlapping pieces. Each starts at the beginning of a line if one is near, since
 * the rest of a cut word could look like the beginning of a secret.
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
