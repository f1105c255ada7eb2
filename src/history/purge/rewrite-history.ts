import { restoreCommand, writeBundle } from '../../git/bundle.ts';
import { runFilterRepo } from '../../git/filter-repo.ts';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import { PartlyDone } from '../../model/partly-done.ts';

/**
 * Rewrites the history without the paths of `purges`, once a verified backup is there.
 *
 * @throws PartlyDone that says how to restore everything, if the rewrite fails on the way
 */
export async function rewriteHistory(
  repo: Repository,
  backup: Extract<Action, { do: 'bundle' }>,
  purges: readonly Extract<Action, { do: 'purge' }>[],
  signal: AbortSignal,
): Promise<void> {
  const { bundle } = backup.plan;
  await writeBundle(repo, bundle, signal);
  try {
    await runFilterRepo(
      repo,
      purges.map(({ path }) => path),
      signal,
    );
  } catch (error) {
    const hint = `If anything has changed, this brings it back: ${restoreCommand(repo, bundle)}`;
    throw new PartlyDone([backup], purges, error, { hint });
  }
}
