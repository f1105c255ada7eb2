import { isAbsolute, relative, resolve } from 'node:path';
import { realPath } from '../files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';

export interface HooksFolder {
  /** Absolute; it need not exist. */
  readonly path: string;
  /**
   * Whether it lies outside the repository: then it belongs to somebody else, and a hook in it
   * would run in every repository that shares it.
   */
  readonly outside: boolean;
  /** Whether `core.hooksPath` is set to nothing: git then looks in the root of the file system. */
  readonly empty: boolean;
}

/** What git answers for an empty `core.hooksPath`, and for one that names the root of the work tree. */
const OF_NOTHING = './';

/** Where git looks for this repository's hooks. */
export async function findHooksFolder(repo: Repository): Promise<HooksFolder> {
  const answer = await ask(repo.root, (git) => git.revparse(['--git-path', 'hooks']));
  if (answer === OF_NOTHING && (await isConfiguredEmpty(repo)))
    return { path: '/', outside: true, empty: true };
  const path = resolve(repo.root, answer);
  const real = realPath(path);
  const homes = [repo.root, repo.commonDir, repo.gitDir];
  return { path, outside: !homes.some((home) => isInside(real, realPath(home))), empty: false };
}

/** Asked only when in doubt: simple-git waits 50 ms for more when git has nothing to say. */
async function isConfiguredEmpty(repo: Repository): Promise<boolean> {
  const { value } = await ask(repo.root, (git) => git.getConfig('core.hooksPath'));
  return value === '';
}

function isInside(path: string, home: string): boolean {
  const way = relative(home, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}
