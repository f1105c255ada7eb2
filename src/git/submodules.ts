import { join } from 'node:path';
import { toText } from '../model/byte-path.ts';
import { GITLINK } from '../model/entry-mode.ts';
import { GuardError } from '../model/errors.ts';
import { exists } from '../model/files.ts';
import { namesRepository } from './environment.ts';
import { parseStaged } from './parse-output.ts';
import { openRepository, type Repository } from './repository.ts';
import { git } from './run.ts';

/** What to do about a submodule that git can't open. */
type OnUnreadable = (folder: string, error: GuardError) => void;

/**
 * The submodules that are checked out here, and theirs, each after the one that it is in.
 *
 * @param onUnreadable - called for each that can't be read; by default the first is an error
 * @throws GuardError if there are some and the environment names a repository, which git would use in all of them
 */
export async function submodules(
  repo: Repository,
  onUnreadable: OnUnreadable = refuse,
): Promise<Repository[]> {
  const { stdout } = await git(repo.root, ['ls-files', '-s', '-z']);
  const found: Repository[] = [];
  for (const { mode, path } of parseStaged(stdout)) {
    const folder = join(repo.root, toText(path));
    if (mode !== GITLINK || !exists(join(folder, '.git'))) continue;
    expectNoneNamed();
    const submodule = await openRepository(folder).catch((error: unknown) => {
      if (!(error instanceof GuardError)) throw error;
      onUnreadable(folder, error);
      return null;
    });
    if (submodule !== null) found.push(submodule, ...(await submodules(submodule, onUnreadable)));
  }
  return found;
}

function refuse(folder: string, error: GuardError): never {
  throw new GuardError(
    error.code,
    `the submodule ${folder} can't be opened: ${error.message}`,
    'Repair that submodule, then run the same command again.',
    { cause: error },
  );
}

function expectNoneNamed(): void {
  const named = namesRepository();
  if (named === undefined) return;
  throw new GuardError(
    'environment',
    `${named} is set, so git would take every submodule for one repository`,
    `Unset ${named}, then run the same command again.`,
  );
}
