import { resolve } from 'node:path';
import { readWhole } from '../model/files.ts';
import type { Outcome } from '../model/outcome.ts';

export const BASELINE = {
  baseline: {
    type: 'string',
    requiresArg: true,
    metavar: 'FILE',
    describe: 'an earlier --json report: its findings are counted, not errors',
  },
} as const;

/**
 * Removes the findings of an earlier report from a result.
 *
 * @param file - relative to `cwd`; undefined leaves all as it is
 * @throws GuardError if it can't be read or is no report
 */
export async function withBaseline<C extends 'check' | 'history'>(
  cwd: string,
  file: string | undefined,
  run: () => Promise<Outcome<C>>,
): Promise<Outcome<C>> {
  if (file === undefined) return run();
  const { parseBaseline, withoutKnown } = await import('../model/baseline.ts');
  // read first, so that a wrong file does not fail a command that took long
  const baseline = parseBaseline(readWhole(resolve(cwd, file)).toString(), file);
  const outcome = await run();
  const { findings, known } = withoutKnown(outcome.findings, baseline);
  return { ...outcome, findings, summary: { ...outcome.summary, known } };
}
