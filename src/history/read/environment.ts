import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';

/**
 * How git is started to read history: as it was written. Grafts, like replace refs, hide commits
 * that a push sends all the same.
 */
export const historyEnv = (repo: Repository): Record<string, string> => ({
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: absentFile(repo),
});

/** A name at which there is nothing: an index by this name takes no time to load. */
export const absentFile = (repo: Repository): string => join(repo.gitDir, 'pyc-guard-absent');
