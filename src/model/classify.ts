import type { BytePath } from './byte-path.ts';
import { CANDIDATE, IN_PYCACHE, JYTHON, NAMED_PYCACHE, NUMBA, TEMP } from './cache-patterns.ts';
import { GITLINK, LINK } from './entry-mode.ts';

/** What makes a path a cache file. `numba` and `temp` count only inside a `__pycache__` directory. */
export const CACHE_KINDS = ['pyc', 'pyo', 'jython', 'numba', 'temp'] as const;
export type CacheKind = (typeof CACHE_KINDS)[number];

/** `stray` is anything else inside a `__pycache__` directory; `none` is everything else. */
export type PathKind = CacheKind | 'stray' | 'none';

/** Whether the last part of a path is `__pycache__`: such a path is a stray unless it is a regular file. */
export const isNamedPycache = (path: BytePath): boolean => NAMED_PYCACHE.test(path);

/**
 * What an entry of an index or a tree is. A symbolic link or a submodule named `__pycache__` is a stray,
 * since Python looks for modules in it; a regular file of that name is nothing.
 */
export function classifyEntry(path: BytePath, mode: string): PathKind {
  const kind = classify(path);
  return kind === 'none' && (mode === LINK || mode === GITLINK) && isNamedPycache(path) ? 'stray' : kind;
}

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

/** Whether a name is that of Python bytecode. Numba's caches are not: Python never imports them. */
export const isBytecodeByName = (path: BytePath): boolean =>
  !['none', 'stray', 'numba'].includes(classify(path));
