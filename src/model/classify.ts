import type { BytePath, PathKind } from './types.ts';

/** Superset of everything that is not `none`: cheap enough for a million index entries. */
const CANDIDATE = /\.py[co]$|\$py\.class$|(?:^|\/)__pycache__\//i;
const IN_PYCACHE = /(?:^|\/)__pycache__\//i;
const JYTHON = /\$py\.class$/i;
const NUMBA = /\.nb[ic]$/i;
const TEMP = /\.py[co]\.[0-9]+$/i;

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
