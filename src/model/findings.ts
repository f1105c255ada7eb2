import type { BytePath } from './byte-path.ts';
import type { CacheKind } from './classify.ts';

export const SEVERITIES = ['error', 'warning', 'note'] as const;
/** An `error` means exit code 1. */
export type Severity = (typeof SEVERITIES)[number];

/** Codes of findings from a file's content, not from its name. */
export const CONTENT_CODES = [
  'secret',
  'path-leak',
  'unchecked-hash',
  'hash-mismatch',
  'foreign-names',
  'sourceless',
  'shadowing',
  'renamed-bytecode',
  'trailing-data',
] as const;

/** All codes of findings, as in `schema.json`; `report/finding-rules.ts` explains each. */
export const FINDING_CODES = [
  'cache-file',
  'stray',
  'not-deleted',
  'ignore-missing',
  'ignore-negated',
  'ignore-ineffective',
  'ignore-unreadable',
  'hook-absent',
  'hook-outdated',
  'hook-foreign',
  'hook-disabled',
  'hook-not-executable',
  'hook-not-run',
  'hook-cannot-start',
  'index-flag',
  'allow-unused',
  'allow-all',
  'allow-uncommitted',
  ...CONTENT_CODES,
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly path?: BytePath;
  readonly kind?: CacheKind;
  /** The commit that adds or changes `path`, as a full object id; only where commits were looked at. */
  readonly commit?: string;
  /** The position of a pattern: an ignore or attributes file, the line (from 1), the pattern as text. */
  readonly file?: BytePath;
  readonly line?: number;
  readonly pattern?: string;
  /** The command that fixes it. */
  readonly fix?: string;
  /** The user in whose home directory a file was compiled, in the form that may be printed. */
  readonly user?: string;
}

/** Sorts secrets first, since they have to be revoked before anything else; the rest keeps its order. */
export function secretsFirst<F extends Finding>(findings: readonly F[]): F[] {
  const rank = ({ code, severity }: Finding): number =>
    code === 'secret' ? SEVERITIES.indexOf(severity) : SEVERITIES.length;
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

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

/** A finding for a stray: an error if it is new or changed, as the hook blocks it then; else only a warning. */
export const stray = (path: BytePath, isNew: boolean): Finding => ({
  code: 'stray',
  severity: isNew ? 'error' : 'warning',
  path,
  message: 'not bytecode, but inside a __pycache__ directory',
});

/** A finding for a file that `clean` keeps unless told otherwise, because it can't be made again. */
export const onlyCopy = (path: BytePath): Finding => ({
  code: 'sourceless',
  severity: 'warning',
  path,
  message: 'kept: it has no source beside it, so it is the only copy (--sourceless deletes it)',
});

const REASONS: Readonly<Record<string, string>> = {
  changed: 'it was moved or replaced in the meantime',
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
  message: `could not be deleted: ${REASONS[reason] ?? reason}`,
});
