import type { PseudoSource } from '../bytecode/source/writer.ts';

/** The lines of a text that can contain a key, and their positions in it. */
export interface CandidateLines {
  readonly text: string;
  /** Turns a position in `text` into one in the whole text. */
  readonly toWhole: (at: number) => number;
}

const [LINE_FEED, SPACE, QUOTE, AT] = [0x0a, 0x20, 0x22, 0x40];
const [ZERO, NINE] = [0x30, 0x39];

/** A key with a digit has at least this many characters (the id of an access key of AWS has twenty). */
export const LEAST_WITH_DIGIT = 20;
/** `a:b@c.de` */
export const LEAST_WITH_AT = 8;
/** A key of letters alone is at least this long (Hugging Face's have 34). */
export const LEAST_OF_LETTERS = 34;

/**
 * Leaves out the lines in which no rule can find a key: prose, and short or plain words. That is most of
 * a text, and one look at each character costs a fraction of what the rules do.
 */
export function candidateLines({ text, entries }: Pick<PseudoSource, 'text' | 'entries'>): CandidateLines {
  const parts: string[] = [];
  const starts: number[] = [];
  const wholes: number[] = [];
  let length = 0;
  let line = 0;
  let isCandidate = false;
  let run = 0;
  let hasDigit = false;
  let hasAt = false;
  let next = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at === entries[next]?.start) {
      // what is in the name of a value says nothing
      isCandidate = false;
      next += 1;
    }
    const code = at < text.length ? text.charCodeAt(at) : LINE_FEED;
    if (code > SPACE && code !== QUOTE) {
      run += 1;
      if (code <= NINE && code >= ZERO) hasDigit = true;
      else if (code === AT) hasAt = true;
      continue;
    }
    if (run >= LEAST_WITH_AT)
      isCandidate ||= (hasDigit && run >= LEAST_WITH_DIGIT) || hasAt || run >= LEAST_OF_LETTERS;
    run = 0;
    hasDigit = false;
    hasAt = false;
    if (code !== LINE_FEED) continue;
    if (isCandidate) {
      const part = text.slice(line, at + 1);
      parts.push(part);
      starts.push(length);
      wholes.push(line);
      length += part.length;
    }
    isCandidate = false;
    line = at + 1;
  }
  const toWhole = (at: number): number => {
    const index = lastAtOrBefore(starts, at);
    return (wholes[index] ?? 0) + at - (starts[index] ?? 0);
  };
  return { text: parts.join(''), toWhole };
}

function lastAtOrBefore(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
