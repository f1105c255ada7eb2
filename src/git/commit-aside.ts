import { closeSync, copyFileSync, existsSync, openSync } from 'node:fs';
import { GuardError } from '../model/errors.ts';
import { abandon, remember, reserveTemporary } from '../model/temporary-file.ts';
import { replaceFile } from '../model/write-file.ts';
import { editIndex, headExists, type IndexEdit, indexFile, whileLocked } from './index-entries.ts';
import type { Repository } from './repository.ts';
import { git, gitForUser } from './run.ts';

/**
 * Commits `committed` on top of HEAD and nothing else that is staged, and brings `staged` into the
 * index; the repository's hooks run. It works as `git commit --only` does (builtin/commit.c,
 * prepare_index): the commit is made from an index of its own while index.lock is held, and the
 * next real index, written before, takes its place after the commit has succeeded.
 *
 * @throws GuardError if the commit fails; then nothing has changed.
 */
export async function commitAside(
  repo: Repository,
  message: string,
  committed: readonly IndexEdit[],
  staged: readonly IndexEdit[],
): Promise<void> {
  const index = indexFile(repo);
  const lock = `${index}.lock`;
  await whileLocked(lock, async () => closeSync(openSync(lock, 'wx')));
  const ours = [lock];
  remember(lock);
  try {
    const [next, aside] = [copyOf(index, repo, ours), copyOf(index, repo, ours)];
    await editIndex(repo, staged, { GIT_INDEX_FILE: next });
    // -m keeps what the index knows of files that are as in HEAD, so that git need not read them all;
    // -i lets it pass by files that differ from the index, which this commit has nothing to do with
    const tree = (await headExists(repo)) ? ['-m', '-i', 'HEAD'] : ['--empty'];
    await git(repo.root, ['read-tree', ...tree], { env: { GIT_INDEX_FILE: aside } });
    await editIndex(repo, committed, { GIT_INDEX_FILE: aside });
    const exitCode = await gitForUser(repo.root, ['commit', '--quiet', '--message', message], {
      GIT_INDEX_FILE: aside,
    });
    if (exitCode !== 0) throw commitFailed(exitCode);
    replaceIndex(next, index);
  } finally {
    ours.forEach(abandon);
  }
}

/** A copy of the index that git may write to; it and its lock are added to `ours`. */
function copyOf(index: string, { gitDir }: Repository, ours: string[]): string {
  const copy = reserveTemporary(index, 0o600, gitDir);
  if (existsSync(index)) copyFileSync(index, copy);
  else abandon(copy); // to git a file without content is a broken index
  ours.push(copy, `${copy}.lock`);
  ours.forEach(remember);
  return copy;
}

/** The commit is made by then, so what the index still lacks has to be said. */
function replaceIndex(next: string, index: string): void {
  try {
    replaceFile(next, index);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new GuardError(
      'index-not-replaced',
      `the commit is made, but ${index} could not be replaced (${code}), so what it removed is staged again`,
      'Close the program that has that file open, then run `pyc-guard fix` and `git reset -q -- .gitignore`.',
      { cause: error },
    );
  }
}

const commitFailed = (exitCode: number): GuardError =>
  new GuardError(
    'commit-failed',
    `git commit failed with exit code ${exitCode}; nothing was changed`,
    'Mend what git or the hook printed above, or run `pyc-guard fix` without --commit and commit yourself.',
  );
