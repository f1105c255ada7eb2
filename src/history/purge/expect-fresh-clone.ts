import {
  hasLongReflog,
  hasOtherWorktrees,
  hasReplacements,
  hasStash,
  hasUncommittedFiles,
  hasUncommittedFilesUnfiltered,
  hasUnpushedBranch,
  hasUntrackedFiles,
  objectCounts,
  remotes,
} from '../../git/clone-state.ts';
import { completeness } from '../../git/completeness.ts';
import { operationInProgress } from '../../git/operation.ts';
import type { Repository } from '../../git/repository.ts';
import { type ErrorCode, GuardError } from '../../model/errors.ts';

/**
 * Throws unless this repository may be rewritten: a fresh, complete clone without anything that its
 * origin does not have. These are git-filter-repo's own checks (its manual, "FRESHCLONE")
 * and some more; they also run where filter-repo skips its own, on a second run. In a dry run they start no
 * program that the configuration names.
 *
 * @throws GuardError that names the first obstacle
 */
export async function expectFreshClone(repo: Repository, dryRun: boolean): Promise<void> {
  for (const [code, reason, isSo] of CHECKS) {
    if (await isSo(repo, dryRun)) throw new GuardError(code, `not rewriting history: ${reason}`, FRESH_CLONE);
  }
}

const FRESH_CLONE =
  'Push what you have, then work in a fresh clone: `git clone --no-local URL fresh`, and there `pyc-guard history --purge`.';

type Check = readonly [
  code: ErrorCode,
  reason: string,
  isSo: (repo: Repository, dryRun: boolean) => boolean | Promise<boolean>,
];

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
    async (repo, dryRun) =>
      !repo.bare && (await (dryRun ? hasUncommittedFilesUnfiltered : hasUncommittedFiles)(repo)),
  ],
  [
    'dirty-work-tree',
    'the work tree has ignored files that are not committed',
    async (repo) => !repo.bare && (await hasUntrackedFiles(repo)),
  ],
  ['other-worktrees', 'this repository has other work trees', hasOtherWorktrees],
  ['stash', 'there are stashed changes', hasStash],
  ['replace-refs', 'there are replace refs or grafts, which a rewrite would make permanent', hasReplacements],
  [
    'not-a-fresh-clone',
    'it must have one remote, named origin',
    async (repo) => (await remotes(repo)).join() !== 'origin',
  ],
  [
    'unpushed',
    'a branch is not at origin as it is here',
    async (repo) => !repo.bare && (await hasUnpushedBranch(repo)),
  ],
  ['not-a-fresh-clone', 'a reflog has more than one entry', hasLongReflog],
  ['not-a-fresh-clone', 'its objects are not freshly packed', isUnpacked],
];

async function isUnpacked(repo: Repository): Promise<boolean> {
  const { packs = 0, count = 0 } = await objectCounts(repo);
  return packs > 1 || (packs === 1 && count > 0) || count >= 100;
}
