import type { ExplainedAllowed } from '../check/explain-allowances.ts';
import { allowedAmong } from '../git/attributes.ts';
import { changedOnDisk, flaggedSuspects } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { classifyPaths } from '../model/classify-paths.ts';
import { count } from '../model/count.ts';
import { cacheFile, type Finding, stray } from '../model/findings.ts';
import { pathFrom } from '../model/resolve-path.ts';
import { inOrder, shellQuote } from '../model/shell-quote.ts';
import type { Warning } from '../model/warnings.ts';
import { examineAllowances } from './allowances.ts';
import type { Examined } from './hooks.ts';

/** Whether cache files are tracked, hidden by an index flag, or allowed without a use. */
export async function examineIndex(
  repo: Repository,
): Promise<Examined & Pick<ExplainedAllowed, 'allowed'> & { readonly warnings: readonly Warning[] }> {
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
    warnings: await stopsPulls(repo, sorted.cacheFiles),
  };
}

/** As many changed files are named one by one. */
const MOST_NAMED = 3;

/** git pulls nothing that changes a file which is changed here, and Python changes its caches all the time. */
async function stopsPulls(
  repo: Repository,
  tracked: readonly { readonly path: BytePath }[],
): Promise<Warning[]> {
  if (tracked.length === 0) return [];
  const caches = new Set(tracked.map(({ path }) => path));
  const changed = (await changedOnDisk(repo)).filter((path) => caches.has(path));
  if (changed.length === 0) return [];
  const endings = new Set(changed.map((path) => `:(top)*${path.slice(path.lastIndexOf('.'))}`));
  const files = changed.length > MOST_NAMED ? [...endings] : changed.map((path) => `:(top)${toText(path)}`);
  const commands = inOrder([
    `git checkout HEAD -- ${files.map((file) => shellQuote(file)).join(' ')}`,
    'git pull',
    'npx pyc-guard fix',
  ]);
  const subject = count(changed.length, 'tracked cache file is', 'tracked cache files are');
  const message = `${subject} changed on disk, so a pull that changes ${changed.length === 1 ? 'it' : 'them'} stops; if it does: \`${commands}\``;
  return [{ code: 'changed-caches', message }];
}
