import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/run.ts';

export interface Completeness {
  /** Commits beyond some depth were left out when this was cloned. */
  readonly shallow: boolean;
  /** Blobs, or trees as well, were left out and are fetched on demand. */
  readonly partial: boolean;
}

/** What a clone may have left out (git-clone(1), `--depth` and `--filter`). */
export async function completeness(repo: Repository): Promise<Completeness> {
  const keys = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';
  const promisors = await git(repo.root, ['config', '--get-regexp', keys], { accept: [0, 1] });
  return { shallow: repo.shallow, partial: promisors.exitCode === 0 };
}
