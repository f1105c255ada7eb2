import { dirname, join, resolve } from 'node:path';
import { lstatOrNull, namesIn, readState, realPath } from '../model/files.ts';

/** How a bare repository is laid out around its work trees (git-worktree(1)). */
export interface BareLayout {
  /** The folder whose `.git` is the repository or leads to it; `null` if git found the repository itself. */
  readonly top: string | null;
  /** The work trees that are linked to it and are there. */
  readonly worktrees: readonly string[];
}

/**
 * The layout of a bare repository that is there for its work trees; `null` for one that only takes pushes.
 *
 * @param cwd - the folder in which git found it
 */
export function bareLayout(cwd: string, gitDir: string): BareLayout | null {
  const top = topOf(cwd, gitDir);
  const worktrees = linkedWorktrees(gitDir);
  return top === null && worktrees.length === 0 ? null : { top, worktrees };
}

function topOf(cwd: string, gitDir: string): string | null {
  for (let at = realPath(cwd); at !== gitDir; at = dirname(at)) {
    if (isGitDirectoryOf(at, gitDir)) return at;
    if (dirname(at) === at) return null;
  }
  return null;
}

/** Whether `.git` in a folder is this git directory, or a file that leads to it (gitrepository-layout(5)). */
export function isGitDirectoryOf(folder: string, gitDir: string): boolean {
  const dotGit = join(folder, '.git');
  const target = readState(dotGit).type === 'file' ? firstLine(dotGit)?.replace(/^gitdir: /, '') : dotGit;
  return target !== undefined && realPath(resolve(folder, target)) === realPath(gitDir);
}

/** Each has a folder in the git directory whose file `gitdir` names its `.git`. */
function linkedWorktrees(gitDir: string): string[] {
  const folder = join(gitDir, 'worktrees');
  return namesIn(folder).flatMap((name) => {
    const dotGit = firstLine(join(folder, name, 'gitdir'));
    if (dotGit === undefined) return [];
    const path = resolve(folder, name, dotGit);
    return lstatOrNull(path) === null ? [] : [dirname(path)];
  });
}

function firstLine(file: string): string | undefined {
  const state = readState(file);
  return state.type === 'file' ? state.bytes.toString().split(/\r?\n/, 1)[0] : undefined;
}
