import type { Deletion, DeletionResult } from '../clean/batch.ts';
import { deleteAll } from '../clean/delete-all.ts';
import { noteChange } from '../model/changes.ts';
import { count } from '../model/count.ts';
import { GuardError } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';
import { PartlyDone } from '../model/partly-done.ts';
import type { StartProgress } from '../model/progress.ts';
import type { Format } from '../report/formats.ts';

/**
 * Deletes what `clean` has found.
 *
 * @throws PartlyDone where it ends before all of it is deleted
 */
export async function deleteFound(
  deletion: Deletion,
  dryRun: boolean,
  { format, quiet }: { readonly format: Format; readonly quiet: boolean },
  progress: StartProgress | undefined,
): Promise<Outcome<'clean'>> {
  const silent = format === 'human' && quiet;
  const onProgress = progress?.(dryRun ? 'finding' : 'deleting', 'files');
  let soFar: DeletionResult | undefined;
  try {
    const total = await deleteAll(deletion, {
      dryRun,
      measure: !silent,
      onProgress: (total) => {
        soFar = total;
        onProgress?.(total.files, null);
      },
    });
    if (!dryRun && total.files + total.directories > 0) noteChange();
    return deletion.conclude(total);
  } catch (error) {
    // a worker that has ended did not say what it had deleted by then
    const some = soFar !== undefined || (error instanceof GuardError && error.code === 'helper-died');
    if (dryRun || !some) throw error;
    const { files = 0, directories = 0 } = soFar ?? {};
    const done = `delete at least ${count(files, 'file')} and ${count(directories, 'folder')}`;
    throw new PartlyDone(soFar === undefined ? [] : deletion.conclude(soFar).actions, [], error, { done });
  }
}
