import { basename, dirname, join } from 'node:path';
import { lstatOrNull, realPath } from '../model/files.ts';
import { isGitDirectoryOf } from './bare-layout.ts';

/** A folder without `.git` that git takes for a repository because of the files in it. */
export interface BareRepository {
  readonly folder: string;
  /** Whether it is in the work tree of another repository, and so may be part of what was cloned. */
  readonly embedded: boolean;
}

/**
 * The bare repository or git directory that git finds when it is started in `cwd`, if it finds one
 * before it finds a work tree (setup_git_directory_gently in git's setup.c).
 */
export function bareRepositoryAt(cwd: string): BareRepository | null {
  for (let at = realPath(cwd); ; at = dirname(at)) {
    const dotGit = lstatOrNull(join(at, '.git'));
    if (dotGit?.isFile() === true || (dotGit !== null && isGitDirectory(join(at, '.git')))) return null;
    if (isGitDirectory(at)) return { folder: at, embedded: isEmbedded(at) };
    if (dirname(at) === at) return null;
  }
}

/** What git's is_git_directory looks for; the git directory of a linked work tree has no objects of its own. */
function isGitDirectory(folder: string): boolean {
  const has = (name: string) => lstatOrNull(join(folder, name)) !== null;
  return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}

/**
 * The git directories of submodules and linked work trees are in another git directory, not in a work tree. One
 * to which the `.git` beside it leads was put there by the user: git checks out no such file.
 */
function isEmbedded(folder: string): boolean {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    if (basename(at) === '.git' || isGitDirectoryOf(dirname(at), at)) return false;
    if (lstatOrNull(join(dirname(at), '.git')) !== null) return true;
  }
  return false;
}
