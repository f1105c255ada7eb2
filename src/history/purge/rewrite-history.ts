import type { Repository } from '../../git/repository.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { GuardError } from '../../model/errors.ts';
import { restoreCommand, writeBundle } from './bundle.ts';
import { runFilterRepo } from './filter-repo.ts';

/**
 * Rewrites the history without `paths`, once a verified backup is there.
 *
 * @throws GuardError that says how to restore everything, if the rewrite fails on the way
 */
export async function rewriteHistory(
  repo: Repository,
  paths: readonly BytePath[],
  bundle: string,
  signal: AbortSignal,
): Promise<void> {
  await writeBundle(repo, bundle, signal);
  try {
    await runFilterRepo(repo, paths, signal);
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    const hint = `If anything has changed, this brings it back: ${restoreCommand(repo, bundle)}`;
    throw new GuardError(error.code, `the rewrite did not finish: ${error.message}`, hint, { cause: error });
  }
}
