import type { ErrorCode } from './errors.ts';

/** Codes of warnings: messages of a command that are not findings. */
export const WARNING_CODES = [
  'allowed',
  'changed-caches',
  'changes-pass',
  'commit-hooks',
  'hidden-folders',
  'hook-kept',
  'hook-moved',
  'ignore-excluded',
  'inert-config',
  'interrupted',
  'may-be-overwritten',
  'more-failures',
  'no-allowed-paths',
  'no-ci-guard',
  'not-examined',
  'not-ignored',
  'not-inspected',
  'not-staged',
  'one-expression',
  'only-copy',
  'other-file-system',
  'other-repository',
  'partial-clone',
  'read-in-part',
  'removals-refused',
  'rotate-secret',
  'route',
  'rule-failed',
  'server-plan',
  'shallow-clone',
  'skipped',
  'team',
  'too-many-secrets',
  'tracked-cache-files',
  'unknown-format',
  'unreachable-name',
  'virtual-environment',
] as const;

/** Turns an error into a warning, for when the command goes on without the part that failed. */
export type WarningCode = (typeof WARNING_CODES)[number] | ErrorCode;

/** Warnings about files that were not fully inspected: a result with one of these is never called clean. */
export const NOT_CLEAN: ReadonlySet<WarningCode> = new Set<WarningCode>([
  'read-in-part',
  'too-large',
  'rule-failed',
  'cannot-read',
]);

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  /** Lines to paste unchanged into another file. */
  readonly snippet?: string;
}
