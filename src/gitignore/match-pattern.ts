import ignore from 'ignore';

/** Whether a pattern matches this very path; what a match of its parents means is the caller's business. */
export type Match = (path: string) => boolean;

/**
 * Compiles one ignore pattern (as `readRules` leaves it, without `!`).
 *
 * Paths are relative to the ignore file, latin1, and end in `/` if they are directories. A pattern
 * without wildcards is compared as it stands, as git does; the others go to the library, but most of
 * a long file never meets its match, so nothing is compiled before the cheap tests have passed.
 * Case counts: the file is shared with systems where it does, whatever this one thinks.
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
  let compiled: ReturnType<typeof compile> | undefined;
  return (path) => {
    if (!path.endsWith(tail, nameEnd(path))) return false;
    words ??= plainWords(bare);
    if (!words.every((word) => path.includes(word))) return false;
    compiled ??= compile(body);
    // As a negation, alone, a pattern says yes to exactly the paths it matches itself: a positive
    // one would also say yes to everything below a directory it matches.
    return compiled.test(path).unignored;
  };
}

/** What the name of a path must end in to match: all that stands after the last wildcard. */
export const plainTail = (bare: string): string => bare.split(/[*?[\]\\/]/).pop() ?? '';

/** What a path must contain to match: all that stands before the first bracket or backslash, but wildcards. */
const plainWords = (bare: string): string[] =>
  (/^[^[\\]*/.exec(bare)?.[0] ?? '').split(/[*?/]+/).filter((word) => word !== '');

const nameEnd = (path: string): number => (path.endsWith('/') ? path.length - 1 : path.length);

/** Paths here are never absolute, but may look so on Windows (`c:/`), which the library refuses unless told. */
const compile = (body: string) =>
  ignore({ ignorecase: false, allowRelativePaths: true }).add(
    spell(body).map((pattern) => ({ pattern: `!${pattern}` })),
  );

/**
 * git takes the words before the first wildcard off pattern and path alike, then sees `**` stand at
 * the start: in `tests**\/x` it spans directories (match_pathname in dir.c). The library takes it
 * for a plain star there, so it gets the two patterns this comes to.
 */
function spell(body: string): string[] {
  const [, words, rest] = /^([^*?[\\]*[^*?[\\/])\*{2,}\/(.+)$/.exec(body) ?? [];
  if (words === undefined || rest === undefined) return [body];
  const top = words.startsWith('/') ? words : `/${words}`;
  return [`${top}${rest}`, `${top}*/**/${rest}`];
}
