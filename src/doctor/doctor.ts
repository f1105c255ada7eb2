import { warnIfNotShared } from '../fix/plan-staging.ts';
import type { Repository } from '../git/repository.ts';
import type { Finding } from '../model/findings.ts';
import type { Diagnosis } from '../model/outcome.ts';
import type { StartProgress } from '../model/progress.ts';
import type { System } from '../model/system.ts';
import { examineEnvironment } from './environment.ts';
import { examineHooks } from './hooks.ts';
import { examineIgnoreRules } from './ignore-rules.ts';
import { examineIndex } from './index-state.ts';
import { survey } from './survey.ts';

/**
 * Every reason why bytecode could be committed here, each with the command that fixes it. Changes nothing.
 *
 * @param looksInside - searches tracked cache files for secrets, too, and shows how far it is
 */
export async function doctor(
  repo: Repository,
  system: System,
  looksInside: StartProgress | null,
): Promise<Diagnosis> {
  const found = await survey(repo);
  const [hooks, ignoreRules, index, environment, notShared] = await Promise.all([
    examineHooks(repo, found, system),
    examineIgnoreRules(repo),
    examineIndex(repo),
    examineEnvironment(repo, found, system.env),
    warnIfNotShared(repo),
  ]);
  const examined = [hooks, ignoreRules, index, environment];
  const outside = examined.flatMap((each) => each.findings);
  const findings = [...outside, ...(looksInside === null ? [] : await secretsIn(repo, outside, looksInside))];
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
  return {
    findings,
    actions: [],
    passed: examined.flatMap((each) => each.passed),
    warnings: [...notShared, ...index.warnings, ...environment.warnings],
    allowed: index.allowed,
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
  };
}

/** With more tracked cache files than this, none is searched for secrets, so that nobody waits for the first screen. */
const MOST_SEARCHED = 500;

async function secretsIn(
  repo: Repository,
  findings: readonly Finding[],
  progress: StartProgress,
): Promise<Finding[]> {
  const tracked = findings.flatMap(({ code, path }) => (code === 'cache-file' && path ? [path] : []));
  if (tracked.length === 0 || tracked.length > MOST_SEARCHED) return [];
  const { inspectIndexed } = await import('../check/inspect-cache-files.ts');
  const inside = await inspectIndexed(repo, tracked, progress);
  return [...inside.findings.values()].flat().filter(({ code }) => code === 'secret');
}
