import { attributesAsOf, withOtherAttributes } from '../git/attributes-as-of.ts';
import { boundaryCommits, commitsIn, pathsOfTree, resolveRange, visitChanges } from '../git/commits.ts';
import { explainAllowed } from '../git/explain-allowed.ts';
import { resultOf } from '../git/parse-commit-changes.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath } from '../model/byte-path.ts';
import { classifyEntry, type PathKind } from '../model/classify.ts';
import { cacheFile, type Finding, stray } from '../model/findings.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { StartProgress } from '../model/progress.ts';
import type { Warning } from '../model/warnings.ts';
import { type ExplainedAllowed, explainAllowances } from './explain-allowances.ts';
import type { InCommit } from './inspect-cache-files.ts';
import type { InspectedFiles } from './inspected-files.ts';
import { countFindings } from './inspected-files.ts';

/** A path that a commit adds or changes. */
interface Change extends InCommit {
  readonly kind: Exclude<PathKind, 'none'>;
}

/**
 * Reports what each commit of a range adds or changes, not only the sum: a file that one commit adds and
 * the next removes stays in the history. A path is allowed by the attributes at the end of the range, so that
 * allowing it later is enough. The attributes of its own commit count only if the path no longer exists at the
 * end; otherwise a range could allow a file, add it, and withdraw the allowance again.
 *
 * @param range - as `git log` takes it
 * @param inspect - inspects the cache files that are found, and shows how far it is
 */
export async function checkRange(
  repo: Repository,
  range: string,
  inspect: StartProgress | null,
): Promise<Outcome<'check'>> {
  const resolved = await resolveRange(repo, range);
  const commits = await commitsIn(repo, resolved);
  const suspects: Change[] = [];
  let checked = 0;
  await visitChanges(repo, commits, (commit, path, raw) => {
    checked += 1;
    const result = resultOf(raw);
    const kind = classifyEntry(path, result.mode);
    if (kind !== 'none') suspects.push({ commit, path, kind, ...result });
  });
  const { found, allowed } = await sortByAllowance(repo, resolved.tip, suspects);
  const cacheFiles = found.filter(({ kind }) => kind !== 'stray');
  const inspected =
    inspect !== null && cacheFiles.length > 0 ? await inspectFound(repo, cacheFiles, inspect) : null;
  return outcome({
    findings: [
      ...found.flatMap((change) => [toFinding(change), ...inTheCommit(change, inspected)]),
      ...allowed.findings,
    ],
    allowed: allowed.allowed,
    ...rebaseBase(range),
    warnings: [...boundaryCommits(repo, commits).map(shallowClone), ...(inspected?.warnings ?? [])],
    summary: {
      commits: commits.length,
      checked,
      cacheFiles: cacheFiles.length,
      strays: found.length - cacheFiles.length,
      allowed: suspects.length - found.length,
      ...countFindings([inspected]),
    },
  });
}

/** `--root` where all commits that led to one are checked. */
function rebaseBase(range: string): { rebaseOnto?: string } {
  if (/^0{40,64}\.\./.test(range) || !/[\s^]|\.\./.test(range)) return { rebaseOnto: '--root' };
  const [, base] = /^([^\s^]+?)\.\.\.?[^\s^.]*$/.exec(range) ?? [];
  return base === undefined ? {} : { rebaseOnto: base };
}

async function inspectFound(
  repo: Repository,
  changes: readonly Change[],
  progress: StartProgress,
): Promise<InspectedFiles<Change>> {
  const { inspectCommitted } = await import('./inspect-cache-files.ts');
  return inspectCommitted(repo, changes, progress);
}

const inTheCommit = (change: Change, inspected: InspectedFiles<Change> | null): Finding[] =>
  (inspected?.findings.get(change) ?? []).map((finding) => ({ ...finding, commit: change.commit }));

interface ByAllowance {
  /** Changes that nothing allows. */
  readonly found: readonly Change[];
  readonly allowed: ExplainedAllowed;
}

async function sortByAllowance(
  repo: Repository,
  tip: string,
  suspects: readonly Change[],
): Promise<ByAllowance> {
  const nothing = { allowed: [], findings: [] };
  if (suspects.length === 0) return { found: [], allowed: nothing };
  const askAsOf = await attributesAsOf(repo);
  const allowedAtTip = await askAsOf(tip, [...new Set(suspects.map(({ path }) => path))]);
  const left = suspects.filter(({ path }) => !allowedAtTip.has(path));
  const byTip =
    allowedAtTip.size === 0
      ? nothing
      : await explainAllowances(repo, [...allowedAtTip], (paths) => askAsOf(tip, paths), tip);
  if (left.length === 0) return { found: [], allowed: byTip };
  const atTip = await pathsOfTree(repo, tip, new Set(left.map(({ path }) => path)));
  const byCommit = new Map<string, BytePath[]>();
  for (const { commit, path } of left) {
    if (atTip.has(path)) continue;
    const known = byCommit.get(commit);
    if (known === undefined) byCommit.set(commit, [path]);
    else known.push(path);
  }
  const allowedThen = new Map<string, ReadonlySet<BytePath>>();
  const allowed = [...byTip.allowed];
  for (const commit of await withOtherAttributes(repo, tip, byCommit)) {
    const then = await askAsOf(commit, byCommit.get(commit) ?? []);
    allowedThen.set(commit, then);
    allowed.push(...(await explainAllowed(repo, [...then], commit)));
  }
  const found = left.filter(
    ({ commit, path }) => atTip.has(path) || allowedThen.get(commit)?.has(path) !== true,
  );
  return { found, allowed: { ...byTip, allowed } };
}

function toFinding({ commit, path, kind }: Change): Finding {
  const finding = kind === 'stray' ? stray(path, true) : cacheFile(path, kind);
  return { ...finding, commit, message: `${finding.message} (commit ${commit.slice(0, 12)})` };
}

const shallowClone = (commit: string): Warning => ({
  code: 'shallow-clone',
  message: `this clone is shallow and its history ends at ${commit.slice(0, 12)}: everything in that commit counts as added by it`,
});
