import { GuardError } from '../model/errors.ts';
import { changedMeanwhile, type HeldIndex } from './hold-index.ts';
import { editIndex, type IndexEdit } from './index-entries.ts';
import { headCommit } from './object-id.ts';
import type { Repository } from './repository.ts';
import { git, gitForUser } from './run.ts';

/**
 * Commits `edits` on top of HEAD and nothing else that is staged; the repository's hooks run. It
 * works as `git commit --only` does (builtin/commit.c, prepare_index): the commit is made from an
 * index of its own while index.lock is held, and the next real index, written before, takes its place
 * after the commit has succeeded.
 *
 * @param head - what HEAD was when the commit was planned
 * @throws GuardError if the commit fails; then nothing has changed.
 */
export async function commitAside(
  repo: Repository,
  held: HeldIndex,
  { message, head, edits }: { message: string; head: string | null; edits: readonly IndexEdit[] },
): Promise<void> {
  const aside = held.copy();
  // -m keeps what the index knows of files that are as in HEAD, so that git need not read them all;
  // -i ignores files that differ from the index, which do not concern this commit
  const tree = head === null ? ['--empty'] : ['-m', '-i', head];
  await git(repo.root, ['read-tree', ...tree], { env: { GIT_INDEX_FILE: aside } });
  await editIndex(repo, edits, aside);
  if ((await headCommit(repo)) !== head) throw changedMeanwhile('HEAD');
  const exitCode = await gitForUser(repo.root, ['commit', '--quiet', '--message', message], {
    GIT_INDEX_FILE: aside,
  });
  if (exitCode !== 0) throw commitFailed(exitCode);
}

const commitFailed = (exitCode: number): GuardError =>
  new GuardError(
    'commit-failed',
    `git commit failed with exit code ${exitCode}; nothing was changed`,
    'Fix the problem that git or the hook reports above, or run `pyc-guard fix` without --commit and commit yourself.',
  );
