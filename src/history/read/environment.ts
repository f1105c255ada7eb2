import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';

/**
 * How git is started to read history: as it was written, and without ever asking a remote.
 *
 * A partial clone fetches what it lacks whenever an object is read: git 2.45 and later can be told
 * not to, older ones are left without a protocol to do it by. Grafts, like replace refs, hide
 * commits that a push sends all the same. Output is gathered, not sent on commit by commit.
 */
export const historyEnv = (repo: Repository): Record<string, string> => ({
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_FLUSH: '0',
  GIT_GRAFT_FILE: absentFile(repo),
});

/** A name at which there is nothing: an index by this name takes no time to load. */
export const absentFile = (repo: Repository): string => join(repo.gitDir, 'pyc-guard-absent');
