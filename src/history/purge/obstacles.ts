import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationInProgress } from '../../git/operation.ts';
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/run.ts';
import { type ErrorCode, GuardError } from '../../model/errors.ts';
import { completeness } from '../read/completeness.ts';

/**
 * Throws unless this repository may be rewritten: a fresh, complete clone without anything that its
 * origin does not have. These are git-filter-repo's own checks (its manual, "FRESHCLONE")
 * and some more; they also run where filter-repo skips its own, on a second run.
 *
 * @throws GuardError that names the first obstacle
 */
export async function expectFreshClone(repo: Repository): Promise<void> {
  for (const [code, reason, isSo] of CHECKS) {
    if (await isSo(repo)) throw new GuardError(code, `not rewriting history: ${reason}`, FRESH_CLONE);
  }
}

const FRESH_CLONE =
  'Push what you have, then work in a fresh clone: `git clone --no-local URL fresh`, and there `pyc-guard history --purge`.';

type Check = readonly [code: ErrorCode, reason: string, isSo: (repo: Repository) => Promise<boolean>];

const CHECKS: readonly Check[] = [
  ['shallow-clone', 'this clone is shallow', async (repo) => (await completeness(repo)).shallow],
  ['partial-clone', 'this is a partial clone', async (repo) => (await completeness(repo)).partial],
  [
    'operation-in-progress',
    'a merge, rebase or the like is in progress',
    async (repo) => !repo.bare && (await operationInProgress(repo)) !== null,
  ],
  [
    'dirty-work-tree',
    'the work tree has changes or files that are not committed',
    async (repo) =>
      !repo.bare && (await says(repo, ['status', '--porcelain', '--untracked-files=all'])) !== '',
  ],
  [
    'dirty-work-tree',
    'the work tree has ignored files that are not committed',
    async (repo) => !repo.bare && (await says(repo, ['ls-files', '--others', '--directory'])) !== '',
  ],
  [
    'other-worktrees',
    'this repository has other work trees',
    async (repo) => (await says(repo, ['worktree', 'list', '--porcelain'])).includes('\n\n'),
  ],
  [
    'stash',
    'there are stashed changes',
    async (repo) => (await says(repo, ['for-each-ref', 'refs/stash'])) !== '',
  ],
  [
    'replace-refs',
    'there are replace refs or grafts, which a rewrite would make permanent',
    async (repo) =>
      (await says(repo, ['for-each-ref', 'refs/replace'])) !== '' ||
      existsSync(join(repo.commonDir, 'info', 'grafts')),
  ],
  [
    'not-a-fresh-clone',
    'it must have one remote, named origin',
    async (repo) => (await says(repo, ['remote'])) !== 'origin',
  ],
  [
    'unpushed',
    'a branch is not at origin as it is here',
    async (repo) => !repo.bare && (await isUnpushed(repo)),
  ],
  [
    'not-a-fresh-clone',
    'a reflog has more than one entry',
    async (repo) => hasLongReflog(join(repo.gitDir, 'logs')),
  ],
  ['not-a-fresh-clone', 'its objects are not freshly packed', isUnpacked],
];

const says = async (repo: Repository, args: readonly string[]): Promise<string> =>
  (await git(repo.root, args)).stdout.toString('latin1').trim();

async function isUnpushed(repo: Repository): Promise<boolean> {
  const refs = await says(repo, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads',
    'refs/remotes/origin',
  ]);
  const all = new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]));
  return [...all].some(
    ([name, oid]) =>
      name.startsWith('refs/heads/') && all.get(name.replace('refs/heads/', 'refs/remotes/origin/')) !== oid,
  );
}

function hasLongReflog(logs: string): boolean {
  if (!existsSync(logs)) return false;
  return readdirSync(logs, { recursive: true, withFileTypes: true }).some(
    (entry) =>
      entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'latin1').trimEnd().includes('\n'),
  );
}

async function isUnpacked(repo: Repository): Promise<boolean> {
  const counts = await objectCounts(repo);
  const { packs = 0, count = 0 } = counts;
  return packs > 1 || (packs === 1 && count > 0) || count >= 100;
}

/** Counts and sizes (KiB) of the object store (git-count-objects(1), `-v`), by name. */
export async function objectCounts(repo: Repository): Promise<Record<string, number>> {
  const lines = (await says(repo, ['count-objects', '-v'])).split('\n');
  return Object.fromEntries(lines.map((line) => line.split(': ')).map(([name, n]) => [name, Number(n)]));
}
