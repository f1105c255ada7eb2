import { expect, test } from '@jest/globals';
import type { Action } from '../../../src/model/actions.ts';
import type { BytePath } from '../../../src/model/byte-path.ts';
import { GuardError } from '../../../src/model/errors.ts';
import type { Finding } from '../../../src/model/findings.ts';
import { type Outcome, outcome } from '../../../src/model/outcome.ts';
import type { Summaries } from '../../../src/model/summaries.ts';
import type { Warning } from '../../../src/model/warnings.ts';
import type { DoneReport, Report } from '../../../src/report/report.ts';

// The type check reads this file: where a line below an `@ts-expect-error` compiles, it fails.

const counts = { untracked: 1, strays: 0, allowed: 0 };

/** Never run. */
const MUST_NOT_COMPILE = {
  // @ts-expect-error -- a count that the command does not have
  misspelt: (): Outcome<'untrack'> => outcome({ summary: { ...counts, untrackt: 1 } }),
  // @ts-expect-error -- a count that is missing
  missing: (): Outcome<'untrack'> => outcome({ summary: { untracked: 1, strays: 0 } }),
  // @ts-expect-error -- the counts of another command
  mistaken: (): Outcome<'fix'> => outcome<'untrack'>({ summary: counts }),
  // @ts-expect-error -- read under a name that it does not have
  misread: ({ summary }: DoneReport<'untrack'>): number => summary.untrackt,
  // @ts-expect-error -- secrets are counted where files were looked into, or not at all
  half: (): Summaries['check'] => ({ checked: 1, cacheFiles: 1, strays: 0, allowed: 0, secrets: 1 }),
  // @ts-expect-error -- what `inspect` alone has
  foreign: (report: DoneReport<'check'>) => report.files,
  // @ts-expect-error -- before it is known that it did not fail
  early: (report: Report) => report.passed,
  // @ts-expect-error -- a backup of history is no backup of a hook
  backup: (path: BytePath): Action => ({ do: 'backup', path, plan: { bundle: 'x' } }),
  // @ts-expect-error -- no such code
  finding: (): Finding => ({ code: 'cache-fil', severity: 'error', message: '' }),
  // @ts-expect-error -- no such code
  warning: (): Warning => ({ code: 'shallow', message: '' }),
  // @ts-expect-error -- no such code
  error: () => new GuardError('not-a-repo', '', ''),
};

test('what must not compile is held by the type check', () => {
  expect(Object.keys(MUST_NOT_COMPILE).length).toBeGreaterThan(10);
});
