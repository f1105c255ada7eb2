import type { Repository } from '../git/repository.ts';
import type { Diagnosis } from '../model/outcome.ts';
import { examineEnvironment } from './environment.ts';
import { examineHooks } from './hooks.ts';
import { examineIgnoreRules } from './ignore-rules.ts';
import { examineIndex } from './index-state.ts';
import { survey } from './survey.ts';

/** Every reason why the guard would not hold here, each with the command that mends it. Changes nothing. */
export async function doctor(repo: Repository, env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const found = await survey(repo);
  const [hooks, ignoreRules, index, environment] = await Promise.all([
    examineHooks(repo, found, env),
    examineIgnoreRules(repo),
    examineIndex(repo),
    examineEnvironment(repo, found, env),
  ]);
  const examined = [hooks, ignoreRules, index, environment];
  const findings = examined.flatMap((each) => each.findings);
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
  return {
    findings,
    actions: [],
    passed: examined.flatMap((each) => each.passed),
    warnings: environment.warnings,
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
  };
}
