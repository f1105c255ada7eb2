import { writeBlob } from '../git/blobs.ts';
import { commitOnly } from '../git/commit-only.ts';
import { editIndex, type IndexEdit } from '../git/index-entries.ts';
import { beginIndexTransaction } from '../git/index-transaction.ts';
import type { Repository } from '../git/repository.ts';
import type { Action, StagedFile } from '../model/actions.ts';
import type { BytePath } from '../model/byte-path.ts';

/** The next index, written beside the present one, which is locked meanwhile. */
export interface NextIndex {
  /** Makes the commit, if one is planned. @throws GuardError if it fails; then nothing has changed */
  readonly commit: () => Promise<void>;
  /** Puts it in place. @throws GuardError if it can't; then nothing has changed */
  readonly put: () => void;
  /** Puts back what was there before `put`. @returns whether it could be */
  readonly undo: () => boolean;
  /** Lets other gits change the index again. @throws GuardError if the lock stays */
  readonly release: () => void;
  /** The same after an error, which matters more. */
  readonly abandon: () => void;
}

/**
 * @returns `null` where the plan leaves the index as it is
 * @throws GuardError if another git has changed it meanwhile, or holds it
 */
export async function prepareIndex(actions: readonly Action[], repo: Repository): Promise<NextIndex | null> {
  const commit = actions.find((action) => action.do === 'commit');
  const staged = actions.flatMap(entryAfter);
  if (commit === undefined && staged.length === 0) return null;
  const transaction = await beginIndexTransaction(repo);
  try {
    const [before, next] = [transaction.copy(), transaction.copy()];
    await editIndex(repo, await Promise.all(staged.map((entry) => toEdit(repo, entry))), next);
    return {
      commit: async () => {
        if (commit === undefined) return;
        const { head, ignore, ignorePath, removals } = commit.plan;
        const edits: IndexEdit[] = [...removals];
        if (ignore !== null) edits.push(await toEdit(repo, { path: ignorePath, file: ignore }));
        await commitOnly(repo, transaction, { message: commit.message, head, edits });
      },
      put: () => transaction.replace(next),
      undo: () => {
        try {
          transaction.replace(before);
          return true;
        } catch {
          return false;
        }
      },
      release: transaction.release,
      abandon: transaction.abandon,
    };
  } catch (error) {
    transaction.abandon();
    throw error;
  }
}

/** An index entry to add; without a file, an entry to remove. */
interface Entry {
  readonly path: BytePath;
  readonly file: StagedFile | null;
}

function entryAfter(action: Action): Entry[] {
  if (action.do === 'untrack') return [{ path: action.path, file: null }];
  if (action.do === 'delete') return action.plan?.untrack ? [{ path: action.path, file: null }] : [];
  const file = action.do === 'write-hook' || 'lines' in action ? action.plan.index : null;
  return file && 'path' in action ? [{ path: action.path, file }] : [];
}

async function toEdit(repo: Repository, { path, file }: Entry): Promise<IndexEdit> {
  return file === null ? path : { path, mode: file.mode, oid: await writeBlob(repo, file.content) };
}
