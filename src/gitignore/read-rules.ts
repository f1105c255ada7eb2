import { type Match, matchPattern } from './match-pattern.ts';

/** One line of an ignore file that git reads as a pattern. */
export interface Rule {
  /** Line number, from 1. */
  readonly line: number;
  /** Where the line starts, in bytes. */
  readonly start: number;
  /** The pattern as git reads it, with its `!`. */
  readonly pattern: string;
  /** The same without the `!`. */
  readonly body: string;
  readonly negative: boolean;
  readonly matches: Match;
}

/** The longest path on Linux: a longer pattern can't match anything, but could take long to try. */
const LONGEST = 4096;

export const UTF8_BOM = '\xef\xbb\xbf';

/**
 * Reads an ignore file (latin1) as git does (`add_patterns_from_buffer` in dir.c): a UTF-8 byte
 * order mark is skipped, a line ends at LF and loses one CR, a pattern ends at the first NUL since
 * to git it is a C string, trailing blanks go unless they are escaped, a tab stays.
 */
export function readRules(text: string): Rule[] {
  const rules: Rule[] = [];
  let start = text.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0;
  for (let line = 1; start < text.length; line++) {
    const lf = text.indexOf('\n', start);
    const end = lf < 0 ? text.length : lf;
    const pattern = text[start] === '#' ? '' : readPattern(text.slice(start, end));
    const negative = pattern.startsWith('!');
    const body = negative ? pattern.slice(1) : pattern;
    // A pattern that still ends in CR can't match any path that we ask about.
    if (body !== '' && !body.endsWith('\r') && body.length <= LONGEST) {
      rules.push({ line, start, pattern, body, negative, matches: matchPattern(body) });
    }
    start = end + 1;
  }
  return rules;
}

function readPattern(line: string): string {
  const noCr = line.endsWith('\r') ? line.slice(0, -1) : line;
  const nul = noCr.indexOf('\0');
  return trimBlanks(nul < 0 ? noCr : noCr.slice(0, nul));
}

function trimBlanks(pattern: string): string {
  let end = pattern.length;
  while (pattern[end - 1] === ' ') end--;
  if (end === pattern.length) return pattern;
  let backslashes = 0;
  while (pattern[end - 1 - backslashes] === '\\') backslashes++;
  return pattern.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}
