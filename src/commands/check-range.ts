import { classify } from '../core/classify.ts';
import { cacheFile, stray } from '../core/finding.ts';
import { attributesAsOf, withOtherAttributes } from '../git/attributes-as-of.ts';
import { boundaryCommits, commitsIn, resolveRange, visitChanges } from '../git/commits.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath, Finding, Outcome, Warning } from '../types.ts';
import { outcome } from './outcome.ts';

/** A path that a commit adds or changes. */
interface Change {
  readonly commit: string;
  readonly path: BytePath;
}

/**
 * Reports what each commit of a range adds or changes, not only its end: the history keeps what one
 * adds and the next removes. A path is allowed by the attributes at the end of the range, so that
 * allowing it later is enough, or by those of its own commit.
 *
 * @param range - as `git log` takes it
 */
export async function checkRange(repo: Repository, range: string): Promise<Outcome> {
  const resolved = await resolveRange(repo, range);
  const commits = await commitsIn(repo, resolved);
  const suspects: Change[] = [];
  let checked = 0;
  await visitChanges(repo, commits, (commit, path) => {
    checked += 1;
    if (classify(path) !== 'none') suspects.push({ commit, path });
  });
  const found = await notAllowed(repo, resolved.tip, suspects);
  const findings = found.map(toFinding);
  const cacheFiles = findings.filter(({ code }) => code === 'cache-file').length;
  return outcome({
    findings,
    warnings: boundaryCommits(repo, commits).map(shallowClone),
    summary: {
      commits: commits.length,
      checked,
      cacheFiles,
      strays: findings.length - cacheFiles,
      allowed: suspects.length - findings.length,
    },
  });
}

async function notAllowed(repo: Repository, tip: string, suspects: readonly Change[]): Promise<Change[]> {
  if (suspects.length === 0) return [];
  const askAsOf = await attributesAsOf(repo);
  const allowedAtTip = await askAsOf(tip, [...new Set(suspects.map(({ path }) => path))]);
  const left = suspects.filter(({ path }) => !allowedAtTip.has(path));
  const byCommit = new Map<string, BytePath[]>();
  for (const { commit, path } of left) byCommit.set(commit, [...(byCommit.get(commit) ?? []), path]);
  for (const commit of await withOtherAttributes(repo, tip, byCommit)) {
    const allowed = await askAsOf(commit, byCommit.get(commit) ?? []);
    byCommit.set(commit, byCommit.get(commit)?.filter((path) => !allowed.has(path)) ?? []);
  }
  return [...byCommit].flatMap(([commit, paths]) => paths.map((path) => ({ commit, path })));
}

function toFinding({ commit, path }: Change): Finding {
  const kind = classify(path);
  const finding = kind === 'stray' || kind === 'none' ? stray(path, true) : cacheFile(path, kind);
  return { ...finding, commit, message: `${finding.message} (commit ${commit.slice(0, 12)})` };
}

const shallowClone = (commit: string): Warning => ({
  code: 'shallow-clone',
  message: `this clone is shallow and its history ends at ${commit.slice(0, 12)}: all that commit holds counts as added by it`,
});
