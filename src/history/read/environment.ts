import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';

/**
 * The environment for reading history as it was committed: grafts and replace refs are off, since they
 * hide commits that a push would send.
 */
export const historyEnv = (repo: Repository): Record<string, string> => ({
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: absentFile(repo),
});

/** A path without a file, used as the index, so that git does not load the real one. */
export const absentFile = (repo: Repository): string => join(repo.gitDir, 'pyc-guard-absent');
