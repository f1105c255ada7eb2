import type { ErrorCode } from './errors.ts';

/** What a command tells of beside its findings. */
export const WARNING_CODES = [
  'allowed',
  'changes-pass',
  'hidden-folders',
  'hook-kept',
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
  'other-file-system',
  'other-repository',
  'partial-clone',
  'removals-refused',
  'rotate-secret',
  'route',
  'server-plan',
  'shallow-clone',
  'skipped',
  'team',
  'too-many-secrets',
  'tracked-cache-files',
  'virtual-environment',
] as const;

/** An error is told of as a warning where the command goes on without what failed. */
export type WarningCode = (typeof WARNING_CODES)[number] | ErrorCode;

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  /** Lines to paste somewhere, as they stand. */
  readonly snippet?: string;
}
