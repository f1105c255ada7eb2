import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The full id of an object by a name of gitrevisions(7), or `null` if it names none. */
export async function objectId(repo: Repository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  const { exitCode, stdout } = await git(repo.root, args, { accept: [0, 1] });
  return exitCode === 0 ? stdout.toString().trim() : null;
}
