import { blobId, readBlob } from '../git/blobs.ts';
import { indexEntries } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { IGNORE_LINES, type IgnoreLine } from '../gitignore/ignore-lines.ts';
import { patchIgnore } from '../gitignore/patch-ignore.ts';
import { unpatchIgnore } from '../gitignore/unpatch-ignore.ts';
import type { StagedFile } from '../model/actions.ts';
import { IGNORE_FILE } from './plan-ignore.ts';

/** What the index is to hold for `.gitignore`; `null` leaves it as it is. */
export interface StagingPlan {
  readonly index: StagedFile | null;
  /** The user has changes of their own in the file, which are not staged and must not be. */
  readonly edited: boolean;
}

/** Our lines that stand in the file: they are the patch, whoever added them and when (`install`, say). */
export const patchedIn = (file: Uint8Array): readonly IgnoreLine[] => {
  const { lines } = unpatchIgnore(file);
  return IGNORE_LINES.filter((line) => lines.includes(line));
};

/**
 * Finds out whether the index can take our patch, and only it.
 *
 * @param file - `.gitignore` as it will be in the work tree
 * @param alone - patches what is staged also where the file has other changes, which stay unstaged
 */
export async function planStaging(repo: Repository, file: Uint8Array, alone: boolean): Promise<StagingPlan> {
  const patch = patchedIn(file);
  if (patch.length === 0) return { index: null, edited: false };
  const [entry, ...conflict] = await indexEntries(repo, IGNORE_FILE);
  const regular = entry === undefined || entry.mode.startsWith('100');
  if (!regular || conflict.length > 0) return { index: null, edited: true };
  const staged = entry === undefined ? null : await readBlob(repo, entry.oid);
  const patched = patchIgnore(staged, patch);
  const edited = (await blobId(repo, patched.after)) !== (await blobId(repo, file, IGNORE_FILE));
  const staging = patched.lines.length > 0 && (alone || !edited);
  const mode = entry?.mode ?? '100644';
  return { index: staging ? { content: patched.after, mode } : null, edited };
}
