import { type BytePath, composed } from '../model/byte-path.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** How git compares names, depending on the file system of a repository (git-config(1), core). */
export interface NameRules {
  /** Names are compared without regard to case (`core.ignoreCase`). */
  readonly ignoreCase: boolean;
  /** Names from the disk and the command line are changed to NFC first (`core.precomposeUnicode`). */
  readonly compose: boolean;
}

export const EXACT_NAMES: NameRules = { ignoreCase: false, compose: false };

/** The rules of a repository, in one git process. */
export async function nameRules(repo: Repository): Promise<NameRules> {
  const keys = '^core\\.(ignorecase|precomposeunicode)$';
  const args = ['config', '--type=bool', '--get-regexp', keys];
  const { stdout } = await git(repo.root, args, { accept: [0, 1], ...repo.env });
  const settings = new Map(
    stdout
      .toString()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  );
  return {
    ignoreCase: settings.get('core.ignorecase') === 'true',
    compose: settings.get('core.precomposeunicode') === 'true',
  };
}

/** Names as git would change them on its command line; git is asked only if a name may change. */
export async function asGitTakes(repo: Repository, paths: readonly BytePath[]): Promise<readonly BytePath[]> {
  const whole = paths.map(composed);
  if (whole.every((path, i) => path === paths[i])) return paths;
  return (await nameRules(repo)).compose ? whole : paths;
}
