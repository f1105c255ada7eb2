import { wildPattern } from './wild-pattern.ts';

/** Whether a pattern matches exactly this path; the caller handles matches of its parents. */
export type Match = (path: string) => boolean;

/**
 * Compiles one ignore pattern (as `readRules` leaves it, without `!`).
 *
 * Paths are relative to the ignore file, latin1, and end in `/` if they are directories. A pattern
 * without wildcards is compared literally, as in git. Since most others of a long file never match, they
 * are compiled only after cheap tests have passed.
 * Letter case counts, since the file is shared with systems on which it does.
 */
export function matchPattern(body: string): Match {
  const dirOnly = body.endsWith('/');
  const bare = dirOnly ? body.slice(0, -1) : body;
  const matches = /[*?[\\]/.test(bare) ? matchWild(bare) : matchLiteral(bare);
  return dirOnly ? (path) => path.endsWith('/') && matches(path) : matches;
}

function matchLiteral(bare: string): Match {
  const name = bare.startsWith('/') ? bare.slice(1) : bare;
  const anchored = bare.includes('/');
  return (path) => {
    const start = nameEnd(path) - name.length;
    return (
      path.startsWith(name, start) && (start === 0 || (start > 0 && !anchored && path[start - 1] === '/'))
    );
  };
}

function matchWild(bare: string): Match {
  const tail = plainTail(bare);
  let words: readonly string[] | undefined;
  let compiled: Match | undefined;
  return (path) => {
    if (!path.endsWith(tail, nameEnd(path))) return false;
    words ??= plainWords(bare);
    if (!words.every((word) => path.includes(word))) return false;
    compiled ??= wildPattern(bare);
    return compiled(path);
  };
}

/** The end that a path must have to match: the text after the last wildcard. */
export const plainTail = (bare: string): string => bare.split(/[*?[\]\\/]/).pop() ?? '';

/** Texts that a path must contain to match: those before the first bracket or backslash, between wildcards. */
const plainWords = (bare: string): string[] =>
  (/^[^[\\]*/.exec(bare)?.[0] ?? '').split(/[*?/]+/).filter((word) => word !== '');

const nameEnd = (path: string): number => (path.endsWith('/') ? path.length - 1 : path.length);
