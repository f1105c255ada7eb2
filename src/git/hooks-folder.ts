import { isAbsolute, relative, resolve } from 'node:path';
import { GuardError } from '../errors.ts';
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
}

/** Where git looks for this repository's hooks. @throws GuardError if `core.hooksPath` is empty */
export async function findHooksFolder(repo: Repository): Promise<HooksFolder> {
  const configured = await ask(repo.root, (git) => git.getConfig('core.hooksPath'));
  if (configured.value === '') throw emptyHooksPath();
  const path = resolve(repo.root, await ask(repo.root, (git) => git.revparse(['--git-path', 'hooks'])));
  const real = realPath(path);
  const homes = [repo.root, repo.commonDir, repo.gitDir];
  return { path, outside: !homes.some((home) => isInside(real, realPath(home))) };
}

function isInside(path: string, home: string): boolean {
  const way = relative(home, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}

const emptyHooksPath = (): GuardError =>
  new GuardError(
    'hooks-path-empty',
    'core.hooksPath is set to nothing, so git looks for hooks in no folder of its own',
    'Run `git config --unset core.hooksPath`, then install again.',
  );
