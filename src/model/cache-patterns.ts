/**
 * Every regular expression for the names of cache files. `classify` decides by the exact ones; the others are
 * fast pre-filters for long lists, and each must accept at least every path that `classify` reports.
 * The hooks have the same patterns as pathspecs (scripts/hooks/parts). `clean --debris` also uses
 * `NUMBA_SUFFIXES`, for numba's files outside `__pycache__`.
 */

/** What numba calls its index and data files (`@jit(cache=True)`). */
export const NUMBA_SUFFIXES = ['.nbi', '.nbc'] as const;

const anyOf = (suffixes: readonly string[]): string =>
  `(?:${suffixes.map((suffix) => suffix.replace('.', '\\.')).join('|')})`;

export const JYTHON = /\$py\.class$/i;
export const IN_PYCACHE = /(?:^|\/)__pycache__\//i;
/** Counts only inside a `__pycache__` directory, as does the next. */
export const NUMBA = new RegExp(`${anyOf(NUMBA_SUFFIXES)}$`, 'i');
export const TEMP = /\.py[co]\.[0-9]+$/i;

/** Pre-filter: every path that `classify` does not call `none`, fast enough for a million names. */
export const CANDIDATE = /\.py[co]$|\$py\.class$|(?:^|\/)__pycache__\//i;

/** A path whose last part is `__pycache__`: whether it is a stray depends on its mode, not on its name. */
export const NAMED_PYCACHE = /(?:^|\/)__pycache__$/i;

/** A list of names, each ended by NUL, that may contain a candidate or a path named `__pycache__`. */
export const CANDIDATE_IN_LIST = /__pycache__[/\0]|\.py[co]\0|\$py\.class\0/i;

/** Text that may contain a path in a cache directory, or one named like it and ended by NUL. */
export const CACHE_FOLDER_IN_TEXT = /__pycache__[/\0]/i;

/** The last letters that a candidate outside a cache directory can have. */
export const LAST_LETTERS = [...'cCoOsS'] as const;

/** Whether the name of a folder, without its parents, is that of a cache directory. */
export const isCacheFolder = (name: string): boolean => name.toLowerCase() === '__pycache__';
