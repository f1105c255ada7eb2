import { resolve, sep } from 'node:path';
import { findRepository } from '../git/find-repository.ts';
import { EXACT_NAMES } from '../git/name-rules.ts';
import type { Repository } from '../git/repository.ts';
import { TrackedNames } from '../git/tracked-name-set.ts';
import { trackedNames } from '../git/tracked-names.ts';
import { readRules } from '../gitignore/read-rules.ts';
import { RuleSet } from '../gitignore/rule-set.ts';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { isCacheFolder } from '../model/cache-patterns.ts';
import { classify } from '../model/classify.ts';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull, realBytePath } from '../model/files.ts';
import { isBelow } from '../model/resolve-path.ts';
import { baseOf, joinPath, parentOf } from './current-folder.ts';
import type { Root } from './walk-rules.ts';

export interface RootsAsked {
  /** The current folder. */
  readonly cwd: string;
  /** The repository there. */
  readonly here: Repository | null;
  readonly names: readonly string[];
  /** In gitignore syntax, as if in a `.gitignore` in the current folder. */
  readonly exclude: readonly string[];
  /** Whether other tools' files may be deleted, too. */
  readonly debris: boolean;
}

export interface RepositoryRoot extends Root {
  readonly repo: Repository | null;
  /** Folders that have allowed files in them or below; the walk adds them. */
  readonly allowedIn: Set<BytePath>;
}

/**
 * The folders to clean, each with what git tracks in it: a file that was named becomes its
 * folder, restricted to the names that were given.
 *
 * @throws GuardError if a name is nothing that can be cleaned; then nothing was deleted.
 */
export async function findRoots(asked: RootsAsked): Promise<RepositoryRoot[]> {
  const cwd = realBytePath(resolve(asked.cwd), asked.cwd);
  const folders = new Map<BytePath, Set<string> | null>();
  for (const name of asked.names) {
    const { folder, only } = target(resolve(toText(cwd), name), name, asked.debris);
    const others = folders.get(folder);
    if (only === null || others === null) folders.set(folder, null);
    else folders.set(folder, new Set([...(others ?? []), only]));
  }
  const excludes = excluder(asked.exclude, cwd);
  const tracked = new Map<string, Promise<TrackedNames>>();
  const roots: RepositoryRoot[] = [];
  for (const [folder, only] of folders) {
    if (excludes?.(folder, '') === true) continue;
    const repo = await repositoryOf(folder, asked.here);
    const top = repo === null ? null : realBytePath(repo.root, repo.root);
    const matters = asked.debris ? () => true : (path: BytePath) => isCacheLike(path);
    if (repo !== null && !tracked.has(repo.root)) tracked.set(repo.root, trackedNames(repo, matters));
    roots.push({
      folder,
      only,
      repo,
      allowedIn: new Set(),
      prefix: top === null || folder === top ? '' : `${folder.slice(joinPath(top, '').length)}/`,
      inRepository: repo !== null,
      tracked: (await tracked.get(repo?.root ?? '')) ?? new TrackedNames(EXACT_NAMES),
      excludes: excludes === null ? null : (path) => excludes(folder, path),
      stays: folder === cwd,
    });
  }
  return roots;
}

/** A submodule that is not checked out is a tracked path, and may be named `__pycache__`. */
const isCacheLike = (path: BytePath): boolean => classify(path) !== 'none' || isCacheFolder(baseOf(path));

function target(path: string, name: string, debris: boolean): { folder: BytePath; only: string | null } {
  const stats = lstatOrNull(path);
  if (stats === null) {
    throw new GuardError('no-such-path', `there is no ${name}`, 'Name files and folders that exist.');
  }
  if (stats.isDirectory()) return { folder: expectOutside(realBytePath(path, name)), only: null };
  const own = fromText(path.replaceAll(sep, '/'));
  const cacheLike = classify(joinPath(baseOf(parentOf(own)), baseOf(own)));
  if (cacheLike === 'none' || cacheLike === 'stray') {
    if (stats.isSymbolicLink()) {
      throw new GuardError(
        'symbolic-link',
        `${name} is a symbolic link, and those are never followed`,
        'Name the folder it leads to.',
      );
    }
    if (!debris) {
      throw new GuardError('not-a-cache-file', `${name} is not a cache file`, 'Delete other files yourself.');
    }
  }
  return { folder: expectOutside(realBytePath(toText(parentOf(own)), name)), only: baseOf(own) };
}

function expectOutside(folder: BytePath): BytePath {
  if (!/\/\.(?:git|hg|svn|bzr|jj|sl)(?:\/|$)/i.test(folder)) return folder;
  throw new GuardError(
    'version-control',
    `${toText(folder)} belongs to version control`,
    'Name folders of the work tree.',
  );
}

/**
 * The repository that a folder is in. Inside a hook, environment variables can make git treat any folder as the
 * work tree of the hook's repository, so git is asked without them first.
 */
async function repositoryOf(folder: BytePath, here: Repository | null): Promise<Repository | null> {
  const own = await findRepository(toText(folder), 'any');
  if (own !== null) return own.gitDir === here?.gitDir ? here : own;
  return here !== null && isBelow(folder, realBytePath(here.root, here.root)) ? here : null;
}

/** Patterns have the meaning of a `.gitignore` in `cwd`, or, in other work trees, in the folder that was given. */
function excluder(
  patterns: readonly string[],
  cwd: BytePath,
): ((folder: BytePath, path: string) => boolean) | null {
  if (patterns.length === 0) return null;
  const rules = new RuleSet(readRules(patterns.map(fromText).join('\n')));
  return (folder, path) => {
    const base = isBelow(folder, cwd) && folder !== cwd ? `${folder.slice(joinPath(cwd, '').length)}/` : '';
    if (base + path === '') return false;
    // the walk asks about every folder before it asks about paths inside it
    if (path === '') return rules.verdict(base).ignored;
    return rules.last(base + path)?.negative === false;
  };
}
