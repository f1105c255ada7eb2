import type { Repository } from './repository.ts';
import { git } from './run.ts';

export interface Completeness {
  /** Commits beyond some depth were left out when this was cloned. */
  readonly shallow: boolean;
  /** Blobs, or trees as well, were left out; git would fetch them whenever they are read. */
  readonly partial: boolean;
}

/** What a clone may have left out (git-clone(1), `--depth` and `--filter`). */
export const completeness = async (repo: Repository): Promise<Completeness> => ({
  shallow: repo.shallow,
  partial: await isPartialClone(repo),
});

/** The direct runner asks, as the usual answer is silence. */
export async function isPartialClone(repo: Repository): Promise<boolean> {
  const keys = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';
  const promisors = await git(repo.root, ['config', '--get-regexp', keys], { accept: [0, 1] });
  return promisors.exitCode === 0;
}
