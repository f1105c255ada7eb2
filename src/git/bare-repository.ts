import { basename, dirname, join } from 'node:path';
import { lstatOrNull, realPath } from '../model/files.ts';
import { isGitDirectoryOf } from './bare-layout.ts';

/** A folder that git takes for a repository by what lies in it, without a `.git`. */
export interface BareRepository {
  readonly folder: string;
  /** Whether it lies in the work tree of another repository, which may have brought it. */
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

/** What is_git_directory looks for; that of a linked work tree names the objects of another. */
function isGitDirectory(folder: string): boolean {
  const has = (name: string) => lstatOrNull(join(folder, name)) !== null;
  return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}

/**
 * The git directories of submodules and linked work trees lie in another one, not in a work tree. One
 * to which the `.git` beside it leads was put there by the user: git checks out no such file.
 */
function isEmbedded(folder: string): boolean {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    if (basename(at) === '.git' || isGitDirectoryOf(dirname(at), at)) return false;
    if (lstatOrNull(join(dirname(at), '.git')) !== null) return true;
  }
  return false;
}
