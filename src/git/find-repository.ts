import { dirname, join } from 'node:path';
import { GuardError } from '../model/errors.ts';
import { exists, lstatOrNull } from '../model/files.ts';
import { openRepository, type Repository } from './repository.ts';

/** The variables that `git rev-parse --local-env-vars` names: inside a hook they name the hook's repository. */
const LOCAL = {
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_CONFIG: undefined,
  GIT_CONFIG_COUNT: undefined,
  GIT_CONFIG_PARAMETERS: undefined,
  GIT_DIR: undefined,
  GIT_GRAFT_FILE: undefined,
  GIT_IMPLICIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_INTERNAL_SUPER_PREFIX: undefined,
  GIT_NO_REPLACE_OBJECTS: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_PREFIX: undefined,
  GIT_REPLACE_REF_BASE: undefined,
  GIT_SHALLOW_FILE: undefined,
  GIT_WORK_TREE: undefined,
} as const;

/**
 * The repository that a folder is in, or `null` if there is none. It is also `null` if git is not installed and
 * no folder above looks like a repository.
 *
 * @param whose - `ours`: as the environment says; `any`: what the folder itself is in
 * @throws GuardError for everything else: a repository that git can't read is not an absent one.
 */
export async function findRepository(folder: string, whose: 'ours' | 'any'): Promise<Repository | null> {
  try {
    return await openRepository(folder, whose === 'any' ? { env: LOCAL } : undefined);
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    if (error.code !== 'not-a-repository' && error.code !== 'git-not-found') throw error;
    const seen = repositoryAbove(folder);
    if (seen === null) return null;
    if (error.code === 'git-not-found') throw error;
    throw new GuardError(
      'unreadable-repository',
      `${seen} is here, but git can't read it as a repository`,
      'Repair the repository, or remove that .git if it is not one.',
      { cause: error },
    );
  }
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, '.git');
    // git ignores an empty folder named .git, too; a file of that name points to a git directory
    const isFile = lstatOrNull(candidate)?.isDirectory() === false;
    if (isFile || ['HEAD', 'objects', 'refs'].some((part) => exists(join(candidate, part)))) {
      return candidate;
    }
    if (dirname(at) === at) return null;
  }
}
