import type { ExplainedAllowed } from '../check/explain-with-wide.ts';
import { allowedAmong } from '../git/attributes.ts';
import { flaggedSuspects } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { classifyPaths } from '../model/classify-paths.ts';
import { cacheFile, type Finding, stray } from '../model/findings.ts';
import { pathFrom } from '../model/resolve-path.ts';
import { shellQuote } from '../model/shell-quote.ts';
import { examineAllowances } from './allowances.ts';
import type { Examined } from './hooks.ts';

/** Whether cache files are tracked, hidden by an index flag, or allowed without a use. */
export async function examineIndex(repo: Repository): Promise<Examined & Pick<ExplainedAllowed, 'allowed'>> {
  const flags = await flaggedSuspects(repo);
  const sorted = await classifyPaths([...flags.keys()], (suspects) => allowedAmong(repo, suspects));
  const tracked: Finding[] = sorted.cacheFiles.flatMap(({ path, kind }) => {
    const finding = { ...cacheFile(path, kind), fix: 'npx pyc-guard fix' };
    const flag = flags.get(path);
    if (!flag) return [finding];
    const message = `is marked ${flag}, so git status does not show it`;
    return [finding, { code: 'index-flag', severity: 'warning', path, message, fix: 'npx pyc-guard fix' }];
  });
  const strays = sorted.strays.map((path) => ({
    ...stray(path, false),
    fix: `npx pyc-guard untrack --stray ${shellQuote(pathFrom(repo.prefix, path))}`,
  }));
  const allowances = await examineAllowances(repo, [...flags.keys()], sorted.allowed);
  const allowed = sorted.allowed.length > 0 ? `; ${sorted.allowed.length} allowed` : '';
  const message = `no cache file is tracked${allowed}`;
  return {
    findings: [...tracked, ...strays, ...allowances.findings],
    allowed: allowances.allowed,
    passed: tracked.length === 0 ? [{ area: 'index', message }] : [],
  };
}
