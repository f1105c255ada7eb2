import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The full id of an object by a name of gitrevisions(7), or `null` if it names none. */
export async function objectId(repo: Repository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  const { stdout } = await git(repo.root, args, { accept: [0, 1] });
  return stdout.toString().trim() || null;
}

/** The commit of HEAD; `null` before the first. */
export const headCommit = (repo: Repository): Promise<string | null> => objectId(repo, 'HEAD');
