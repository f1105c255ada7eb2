import { GuardError } from '../model/errors.ts';
import { editIndex, type IndexEdit } from './index-entries.ts';
import { changedMeanwhile, type IndexTransaction } from './index-transaction.ts';
import { headCommit } from './object-id.ts';
import { withoutIndexHooks } from './programs-off.ts';
import type { Repository } from './repository.ts';
import { git, gitForUser } from './run.ts';

/**
 * Commits `edits` on top of HEAD and nothing else that is staged; the repository's hooks run. Like
 * `git commit --only` (builtin/commit.c, prepare_index), it makes the commit from a second index while
 * index.lock exists. The caller has written the next real index before, and puts it in place afterwards.
 *
 * @param head - what HEAD was when the commit was planned
 * @throws GuardError if the commit fails; then nothing has changed.
 */
export async function commitOnly(
  repo: Repository,
  transaction: IndexTransaction,
  { message, head, edits }: { message: string; head: string | null; edits: readonly IndexEdit[] },
): Promise<void> {
  const index = transaction.copy();
  // -m keeps the entries of files that are as in HEAD, so that git need not read the files again;
  // -i ignores files that differ from the index, which are not part of this commit
  const tree = head === null ? ['--empty'] : ['-m', '-i', head];
  const env = await withoutIndexHooks(repo, { GIT_INDEX_FILE: index });
  await git(repo.root, ['read-tree', ...tree], { env });
  await editIndex(repo, edits, index);
  if ((await headCommit(repo)) !== head) throw changedMeanwhile('HEAD');
  try {
    const exitCode = await gitForUser(repo.root, ['commit', '--quiet', '--message', message], {
      GIT_INDEX_FILE: index,
    });
    if (exitCode !== 0) throw commitFailed(exitCode);
  } catch (error) {
    // git can also fail, or be killed, when the commit is made already: in a hook behind it, for instance
    if (!(await isMade(repo, head))) throw error;
  }
}

/** Whether HEAD is a commit on top of `head`, which is a new one, as no other git can commit meanwhile. */
async function isMade(repo: Repository, head: string | null): Promise<boolean> {
  const now = await headCommit(repo);
  if (now === null || now === head) return false;
  const { stdout } = await git(repo.root, ['rev-list', '--parents', '--max-count=1', now]);
  return stdout.toString().trim() === [now, ...(head === null ? [] : [head])].join(' ');
}

const commitFailed = (exitCode: number): GuardError =>
  new GuardError(
    'commit-failed',
    `git commit failed with exit code ${exitCode}; nothing was changed`,
    'Fix the problem that git or the hook reports above, or run `pyc-guard fix` without --commit and commit yourself.',
  );
