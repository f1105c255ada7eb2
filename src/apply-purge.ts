import { GuardError } from './errors.ts';
import { restoreCommand, writeBundle } from './git/history/bundle.ts';
import { runFilterRepo } from './git/history/filter-repo.ts';
import type { Repository } from './git/repository.ts';
import { endInOrder } from './interruption.ts';
import type { BytePath } from './types.ts';

/**
 * Rewrites the history without `paths`, once a verified backup is there.
 *
 * @throws GuardError that says how to get everything back if the rewrite fails on the way
 */
export async function applyPurge(
  repo: Repository,
  paths: readonly BytePath[],
  bundle: string,
): Promise<void> {
  const signal = endInOrder();
  await writeBundle(repo, bundle, signal);
  try {
    await runFilterRepo(repo, paths, signal);
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    const hint = `If anything has changed, this brings it back: ${restoreCommand(repo, bundle)}`;
    throw new GuardError(error.code, `the rewrite did not finish: ${error.message}`, hint, { cause: error });
  }
}
