import type { BytePath } from './byte-path.ts';
import { CANDIDATE, IN_PYCACHE, JYTHON, NUMBA, TEMP } from './cache-patterns.ts';

/** What makes a path a cache file. `numba` and `temp` count only inside a `__pycache__` directory. */
export const CACHE_KINDS = ['pyc', 'pyo', 'jython', 'numba', 'temp'] as const;
export type CacheKind = (typeof CACHE_KINDS)[number];

/** `stray` is anything else inside a `__pycache__` directory; `none` is everything else. */
export type PathKind = CacheKind | 'stray' | 'none';

/**
 * What a path is, by its name alone, in any letter case (README, "What counts as a cache file").
 *
 * `temp` is what an interrupted Python leaves (`importlib._bootstrap_external._write_atomic`);
 * `numba` are index and data files of `@jit(cache=True)`.
 */
export function classify(path: BytePath): PathKind {
  if (!CANDIDATE.test(path)) return 'none';
  const last = path.slice(-4).toLowerCase();
  if (last === '.pyc') return 'pyc';
  if (last === '.pyo') return 'pyo';
  if (JYTHON.test(path)) return 'jython';
  if (!IN_PYCACHE.test(path)) return 'none';
  if (NUMBA.test(path)) return 'numba';
  if (TEMP.test(path)) return 'temp';
  return 'stray';
}
