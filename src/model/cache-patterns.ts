/**
 * How the names of cache files are spelt, all in one place. `classify` decides by them; the rest are
 * quick looks at much text, each of which lets through at least all that `classify` takes for something.
 * The hooks spell the same as pathspecs (scripts/hooks/parts), and debris of numba outside
 * `__pycache__` goes by `NUMBA_SUFFIXES`, too.
 */

/** What numba calls its index and data files (`@jit(cache=True)`). */
export const NUMBA_SUFFIXES = ['.nbi', '.nbc'] as const;

const anyOf = (suffixes: readonly string[]): string =>
  `(?:${suffixes.map((suffix) => suffix.replace('.', '\\.')).join('|')})`;

export const JYTHON = /\$py\.class$/i;
export const IN_PYCACHE = /(?:^|\/)__pycache__\//i;
/** Only in a `__pycache__` directory, like the next. */
export const NUMBA = new RegExp(`${anyOf(NUMBA_SUFFIXES)}$`, 'i');
export const TEMP = /\.py[co]\.[0-9]+$/i;

/** All that is not `none`, and what `IN_PYCACHE` says: cheap enough for a million names. */
export const CANDIDATE = /\.py[co]$|\$py\.class$|(?:^|\/)__pycache__\//i;

/** A path whose last part is `__pycache__`, which is no candidate by name alone. */
export const NAMED_PYCACHE = /(?:^|\/)__pycache__$/i;

/** A list of names, each ended by NUL, that may hold a candidate or a path named `__pycache__`. */
export const CANDIDATE_IN_LIST = /__pycache__[/\0]|\.py[co]\0|\$py\.class\0/i;

/** Text that may hold a path in a cache directory. */
export const CACHE_FOLDER_IN_TEXT = /__pycache__\//i;

/** With which letters a candidate outside a cache directory ends. */
export const LAST_LETTERS = [...'cCoOsS'] as const;

/** Whether a folder's name, without what it lies in, is that of a cache directory. */
export const isCacheFolder = (name: string): boolean => name.toLowerCase() === '__pycache__';
