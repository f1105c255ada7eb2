import { isAbsolute, relative, resolve } from 'node:path';
import { realPath } from '../files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

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

/** Where git looks for this repository's hooks. */
export async function findHooksFolder(repo: Repository): Promise<HooksFolder> {
  const configured = await ask(repo.root, (client) => client.getConfig('core.hooksPath'));
  if (configured.value === '') return { path: '/', outside: true, empty: true };
  const path = resolve(repo.root, await ask(repo.root, (client) => client.revparse(['--git-path', 'hooks'])));
  const real = realPath(path);
  const homes = [repo.root, repo.commonDir, repo.gitDir];
  return { path, outside: !homes.some((home) => isInside(real, realPath(home))), empty: false };
}

/** The scope whose `core.hooksPath` git goes by: `local`, `worktree`, `global`, `system` or `command`. */
export async function hooksPathScope(repo: Repository): Promise<string> {
  const { stdout } = await git(repo.root, ['config', '--show-scope', '--get', 'core.hooksPath']);
  return stdout.toString().split('\t')[0] ?? '';
}

function isInside(path: string, home: string): boolean {
  const way = relative(home, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}
