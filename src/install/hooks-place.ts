import { basename, dirname } from 'node:path';
import { checkIgnore } from '../git/check-ignore.ts';
import type { Repository } from '../git/repository.ts';
import type { HookRoute } from '../model/actions.ts';
import type { BytePath } from '../model/byte-path.ts';
import { realPath } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import type { RestOfHook } from './hook-block.ts';
import { shownPath } from './routes/hook-file.ts';
import { findTeamFolder, type TeamFolder } from './team-folder.ts';

/** A folder with the user's hooks, and how they are run. */
export interface HooksPlace {
  readonly folder: string;
  readonly via: HookRoute;
  /** How a hook that is in it is run. */
  readonly rest: RestOfHook;
  /** Whether the folder lies in the work tree, where hooks are shared with those who clone. */
  readonly shared: boolean;
  /** `null` if git tracks nothing in the folder. */
  readonly team: TeamFolder | null;
}

/** husky 9 sets `core.hooksPath` to `_` in its folder and runs the hooks above it; older versions set the folder itself. */
export const huskyFolder = (hooksFolder: string): string =>
  basename(hooksFolder) === '_' ? dirname(hooksFolder) : hooksFolder;

/** @param folder - where git looks for hooks, or will look once husky was run */
export async function hooksPlace(repo: Repository, folder: string, via: HookRoute): Promise<HooksPlace> {
  const own = via === 'husky' ? huskyFolder(folder) : folder;
  const inTree = !repo.bare && !isReallyInside(own, repo.commonDir) && !isReallyInside(own, repo.gitDir);
  const shared = inTree && isReallyInside(own, repo.root) && !(await isIgnored(repo, own));
  return {
    folder: own,
    via,
    rest: own === folder ? 'itself' : 'by sh -e',
    shared,
    team: shared ? await findTeamFolder(repo, own) : null,
  };
}

async function isIgnored(repo: Repository, folder: string): Promise<boolean> {
  const path = `${shownPath(repo, folder)}/pyc-guard` as BytePath;
  const [answer] = await checkIgnore(repo, [path]);
  return answer !== undefined && answer.pattern !== '' && !answer.pattern.startsWith('!');
}

const isReallyInside = (path: string, home: string): boolean => isInside(realPath(path), realPath(home));
