import type { BytePath, CacheKind, Finding } from './types.ts';

const WHAT: Readonly<Record<CacheKind, string>> = {
  pyc: 'Python bytecode',
  pyo: 'optimized Python bytecode',
  jython: 'Jython bytecode',
  numba: 'a Numba cache',
  temp: 'a temporary bytecode file that an interrupted Python left',
};

export const cacheFile = (path: BytePath, kind: CacheKind): Finding => ({
  code: 'cache-file',
  severity: 'error',
  path,
  kind,
  message: `${WHAT[kind]} does not belong in git`,
});

/** A stray is an error where it is new or changed, which is what the gate blocks; else it may lie. */
export const stray = (path: BytePath, isNew: boolean): Finding => ({
  code: 'stray',
  severity: isNew ? 'error' : 'warning',
  path,
  message: 'not bytecode, but inside a __pycache__ directory',
});

/** What `clean` keeps unless told otherwise: nothing could make it again. */
export const onlyCopy = (path: BytePath): Finding => ({
  code: 'sourceless',
  severity: 'warning',
  path,
  message: 'kept: it has no source beside it, so it is the only copy (--sourceless deletes it)',
});

const REASONS: Readonly<Record<string, string>> = {
  changed: 'it was moved or replaced meanwhile',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EBUSY: 'it is in use',
};

/** @param reason - the system's error code, or `changed` */
export const notDeleted = (path: BytePath, reason: string): Finding => ({
  code: 'not-deleted',
  severity: 'error',
  path,
  message: `could not be cleaned: ${REASONS[reason] ?? reason}`,
});
