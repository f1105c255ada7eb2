import { join } from 'node:path';
import type { Variables } from './environment.ts';
import type { Repository } from './repository.ts';

/**
 * Has git read the history as it was committed: without grafts and replace refs, which hide commits that a
 * push sends.
 */
export const historyEnvironment = (repo: Repository): Variables => ({
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: absentFile(repo),
});

/** Has a git that needs no index read an absent one: reading a large index takes far longer than the rest. */
export const withoutIndex = (repo: Repository): Variables => ({ GIT_INDEX_FILE: absentFile(repo) });

const absentFile = (repo: Repository): string => join(repo.gitDir, 'pyc-guard-absent');
