import { dirname, join, resolve } from 'node:path';
import { lstatOrNull, realPath } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import { shellQuote } from '../model/shell-quote.ts';
import { ask } from './ask.ts';
import { scopeOf } from './config-hooks.ts';
import type { Repository } from './repository.ts';
import { otherWorktrees } from './worktrees.ts';

export interface HooksFolder {
  /** Absolute; it need not exist. */
  readonly path: string;
  /**
   * Whether it is no folder of this repository. Outside of it, it belongs to somebody else, and a hook
   * in it would run in every repository that shares it; inside, a file can be in its place, as with
   * `.git/hooks` in a linked work tree.
   */
  readonly outside: boolean;
  /** Whether `core.hooksPath` is set to nothing: git then looks in the root of the file system. */
  readonly empty: boolean;
  /** The other work tree of this repository in which the folder lies, if `core.hooksPath` names one by an absolute path. */
  readonly worktree?: string;
  /** Where the usual folder leads, if it is a symbolic link to a place outside. */
  readonly linkedTo?: string;
}

/** What git answers for an empty `core.hooksPath`, and for one that names the root of the work tree. */
const OF_NOTHING = './';

/** Where git looks for this repository's hooks. */
export async function findHooksFolder(repo: Repository): Promise<HooksFolder> {
  const answer = (await ask(repo.root, ['rev-parse', '--git-path', 'hooks'])).replace(/\n$/, '');
  if (answer === OF_NOTHING && (await isConfiguredEmpty(repo)))
    return { path: '/', outside: true, empty: true };
  const path = resolve(repo.root, answer);
  const real = realPath(path);
  const homes = [repo.root, repo.commonDir, repo.gitDir];
  const inside = homes.some((home) => isInside(real, realPath(home)));
  const worktree = inside
    ? undefined
    : (await otherWorktrees(repo)).find((root) => isInside(real, realPath(root)));
  if (worktree !== undefined && canBeFolder(real)) return { path, outside: false, empty: false, worktree };
  const ours = inside && (path === usualFolder(repo) || canBeFolder(real));
  const linked = !ours && path === usualFolder(repo);
  return { path, outside: !ours, empty: false, ...(linked && { linkedTo: real }) };
}

/** Where hooks lie unless `core.hooksPath` says otherwise: shared by all work trees. */
export const usualFolder = (repo: Repository): string => join(repo.commonDir, 'hooks');

/** Whether a folder is at a path or could be made there. */
function canBeFolder(path: string): boolean {
  const stats = lstatOrNull(path);
  return stats === null ? canBeFolder(dirname(path)) : stats.isDirectory();
}

/**
 * The command that makes git look for hooks in this repository again. A shared setting is not removed but
 * overridden, with an absolute path, since a relative one would depend on the work tree. Where it is not set,
 * the usual folder is a link to outside, and another one takes its place.
 */
export async function resetHooksPathCommand(repo: Repository): Promise<string> {
  const scope = await scopeOf(repo.root, 'core.hooksPath');
  return scope === 'local' || scope === 'worktree'
    ? `git config --${scope} --unset-all core.hooksPath`
    : `git config --local core.hooksPath ${shellQuote(scope === '' ? join(repo.commonDir, 'own-hooks') : usualFolder(repo))}`;
}

/** Asked only when in doubt; exit code 1 means that it is not set (git-config(1)). */
async function isConfiguredEmpty(repo: Repository): Promise<boolean> {
  return (await ask(repo.root, ['config', '--get', 'core.hooksPath'], { accept: [0, 1] })) === '\n';
}
