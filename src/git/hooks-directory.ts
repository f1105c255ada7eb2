import { isAbsolute, relative, resolve } from 'node:path';
import { GuardError } from '../errors.ts';
import { realPath } from '../files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';

/**
 * Where git looks for this repository's hooks, absolute; it need not exist.
 *
 * @throws GuardError if `core.hooksPath` is empty or leads out of the repository: such a folder
 *   belongs to somebody else, and a hook in it would run in every repository that shares it.
 */
export async function hooksDirectory(repo: Repository): Promise<string> {
  const configured = await ask(repo.root, (git) => git.getConfig('core.hooksPath'));
  if (configured.value === '') throw emptyHooksPath();
  const answer = await ask(repo.root, (git) => git.revparse(['--git-path', 'hooks']));
  const directory = resolve(repo.root, answer);
  const real = realPath(directory);
  if (![repo.root, repo.commonDir, repo.gitDir].some((home) => isInside(real, realPath(home)))) {
    throw foreignHooksPath(directory);
  }
  return directory;
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

const foreignHooksPath = (directory: string): GuardError =>
  new GuardError(
    'hooks-path-outside',
    `core.hooksPath leads out of this repository, to ${directory}, which other repositories may share`,
    'Run `git config --local core.hooksPath .git/hooks` to give this repository hooks of its own, then install again.',
  );
