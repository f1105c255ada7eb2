import { ask } from './ask.ts';
import type { Repository } from './repository.ts';

/** The full id of an object by a name of gitrevisions(7), or `null` if it names none. */
export async function objectId(repo: Repository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  return (await ask(repo.root, args, { accept: [0, 1] })).trim() || null;
}

/** The commit of HEAD; `null` before the first. */
export const headCommit = (repo: Repository): Promise<string | null> => objectId(repo, 'HEAD');
