import ignore from 'ignore';

/** Whether a pattern matches this very path; what a match of its parents means is the caller's business. */
export type Match = (path: string) => boolean;

/**
 * Compiles one ignore pattern (as `readRules` leaves it, without `!`).
 *
 * Paths are relative to the ignore file, latin1, and end in `/` if they are directories. Most of a
 * long file never meets its match, so nothing is compiled before the two cheap tests have passed.
 * Case counts: the file is shared with systems where it does, whatever this one thinks.
 */
export function matchPattern(body: string): Match {
  const dirOnly = body.endsWith('/');
  const bare = dirOnly ? body.slice(0, -1) : body;
  const tail = /[^*?[\]\\/]*$/.exec(bare)?.[0] ?? '';
  let compiled: ReturnType<typeof ignore> | undefined;
  return (path) => {
    const isDirectory = path.endsWith('/');
    if (dirOnly && !isDirectory) return false;
    if (!path.endsWith(tail, isDirectory ? path.length - 1 : path.length)) return false;
    compiled ??= compile(body);
    // As a negation, alone, a pattern says yes to exactly the paths it matches itself: a positive
    // one would also say yes to everything below a directory it matches.
    return compiled.test(path).unignored;
  };
}

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
