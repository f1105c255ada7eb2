import ignore from 'ignore';
import { wildPattern } from './wild-pattern.ts';

/** Whether a pattern matches exactly this path; the caller handles matches of its parents. */
export type Match = (path: string) => boolean;

/**
 * Compiles one ignore pattern (as `readRules` leaves it, without `!`).
 *
 * Paths are relative to the ignore file, latin1, and end in `/` if they are directories. A pattern
 * without wildcards is compared literally, as in git; others go to the library. Since most patterns of
 * a long file never match, they are compiled only after cheap tests have passed.
 * Letter case counts, since the file is shared with systems on which it does.
 */
export function matchPattern(body: string): Match {
  const dirOnly = body.endsWith('/');
  const bare = dirOnly ? body.slice(0, -1) : body;
  const matches = /[*?[\\]/.test(bare) ? matchWild(body, bare) : matchLiteral(bare);
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

function matchWild(body: string, bare: string): Match {
  const tail = plainTail(bare);
  let words: readonly string[] | undefined;
  let compiled: Match | undefined;
  return (path) => {
    if (!path.endsWith(tail, nameEnd(path))) return false;
    words ??= plainWords(bare);
    if (!words.every((word) => path.includes(word))) return false;
    compiled ??= (bare.match(/\*+/g) ?? []).length > MOST_STARS ? wildPattern(bare) : byLibrary(body);
    return compiled(path);
  };
}

/**
 * The library makes a regular expression, and each star more multiplies the time that it can take: `*a*a*a*b`
 * takes exponential time, and anybody can put such a line into an ignore file.
 */
const MOST_STARS = 3;

/** The end that a path must have to match: the text after the last wildcard. */
export const plainTail = (bare: string): string => bare.split(/[*?[\]\\/]/).pop() ?? '';

/** Texts that a path must contain to match: those before the first bracket or backslash, between wildcards. */
const plainWords = (bare: string): string[] =>
  (/^[^[\\]*/.exec(bare)?.[0] ?? '').split(/[*?/]+/).filter((word) => word !== '');

const nameEnd = (path: string): number => (path.endsWith('/') ? path.length - 1 : path.length);

/** Paths here are never absolute, but may look so on Windows (`c:/`), which the library refuses unless told. */
function byLibrary(body: string): Match {
  const patterns = spell(body).map((pattern) => ({ pattern: `!${pattern}` }));
  const compiled = ignore({ ignorecase: false, allowRelativePaths: true }).add(patterns);
  // The pattern is given to the library as a negation, which matches exactly its own paths: a positive
  // pattern would also match everything below a directory.
  return (path) => compiled.test(path).unignored;
}

/**
 * git removes the text before the first wildcard from both pattern and path, so that in `tests**\/x` the `**`
 * is at the start and spans directories (match_pathname in dir.c). The library treats it as a plain star,
 * so it gets two patterns that together have the same meaning.
 */
function spell(body: string): string[] {
  const [, words, rest] = /^([^*?[\\]*[^*?[\\/])\*{2,}\/(.+)$/.exec(body) ?? [];
  if (words === undefined || rest === undefined) return [body];
  const top = words.startsWith('/') ? words : `/${words}`;
  return [`${top}${rest}`, `${top}*/**/${rest}`];
}
