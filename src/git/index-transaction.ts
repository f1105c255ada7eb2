import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { GuardError } from '../model/errors.ts';
import { fileError } from '../model/files.ts';
import { abandon, forget, remember } from '../model/remembered-files.ts';
import { reserveTemporary } from '../model/temporary-file.ts';
import { replaceFile } from '../model/write-file.ts';
import { indexFile, indexVersion } from './index-file.ts';
import { lockIndex } from './lock-index.ts';
import type { Repository } from './repository.ts';

/** A change of the index, during which no git can change it. */
export interface IndexTransaction {
  /** A copy that git may write to, named by `GIT_INDEX_FILE`. */
  readonly copy: () => string;
  /** Puts a copy in its place, in one step. @throws GuardError if it can't; then nothing has changed */
  readonly replace: (copy: string) => void;
  /** Deletes the lock and every copy that was not put in place. @throws GuardError if the lock stays */
  readonly release: () => void;
  /** The same after an error, which matters more. */
  readonly abandon: () => void;
}

/**
 * Locks the index, and checks that it is still the one that the plan was made for.
 *
 * @throws GuardError `changed-meanwhile` or `index-locked`; nothing has changed
 */
export async function beginIndexTransaction(repo: Repository): Promise<IndexTransaction> {
  const index = indexFile(repo);
  const lock = await lockIndex(index, repo.gitDir);
  const ours: string[] = [];
  const abandonAll = (): void => {
    for (const file of [...ours, lock]) abandon(file);
  };
  if (indexVersion(index) !== repo.indexVersion) {
    abandonAll();
    throw changedMeanwhile(index);
  }
  return {
    copy: () => {
      try {
        const copy = reserveTemporary(index, 0o600, repo.gitDir);
        ours.push(copy, `${copy}.lock`);
        remember(`${copy}.lock`);
        if (existsSync(index)) copyFileSync(index, copy);
        else abandon(copy); // git treats an empty file as a broken index
        return copy;
      } catch (error) {
        throw fileError('write', index, error);
      }
    },
    replace: (copy) => {
      try {
        if (existsSync(copy)) replaceFile(copy, index);
        else rmSync(index, { force: true }); // there was none
        forget(copy);
      } catch (error) {
        throw fileError('write', index, error);
      }
    },
    release: () => {
      abandonAll();
      if (existsSync(lock)) throw stillLocked(lock);
    },
    abandon: abandonAll,
  };
}

export const changedMeanwhile = (what: string): GuardError =>
  new GuardError(
    'changed-meanwhile',
    `${what} was changed by another program meanwhile`,
    'Run the same command again.',
  );

const stillLocked = (lock: string): GuardError =>
  new GuardError(
    'cannot-delete',
    `cannot delete ${lock}, and git does not work until it is gone`,
    'Delete that file by hand.',
  );
