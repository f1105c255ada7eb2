import { blobId, readBlob } from '../git/blobs.ts';
import { indexEntries } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { PatchPlan, StagedFile } from '../model/actions.ts';
import type { BytePath } from '../model/byte-path.ts';
import { isRegular, REGULAR } from '../model/entry-mode.ts';

export interface AttributesStaging {
  /** What the index is to hold; `null` leaves it as it is. */
  readonly index: StagedFile | null;
  /** The lines that change there. */
  readonly staged: readonly string[];
  /** The index needs the change, and can't have it without changes of the user's own. */
  readonly edited: boolean;
}

/** Changes the content of an attributes file. @param old - `null`: there is none */
type Change = (old: Uint8Array | null) => { readonly lines: readonly string[]; readonly after: Uint8Array };

/**
 * Makes the same change to an attributes file in the index, if the index then has what the work tree has.
 *
 * @param file - as it will be in the work tree
 */
export async function planStaging(
  repo: Repository,
  path: BytePath,
  change: Change,
  file: Uint8Array,
): Promise<AttributesStaging> {
  const [entry, ...conflict] = await indexEntries(repo, path);
  const regular = entry === undefined || isRegular(entry);
  if (!regular || conflict.length > 0) return { index: null, staged: [], edited: true };
  const old = entry === undefined ? null : await readBlob(repo, entry.oid);
  const { lines, after } = change(old);
  if (lines.length === 0) return { index: null, staged: [], edited: false };
  if ((await blobId(repo, after)) !== (await blobId(repo, file, path))) {
    return { index: null, staged: [], edited: true };
  }
  return { index: { content: after, mode: entry?.mode ?? REGULAR }, staged: lines, edited: false };
}

export const attributesPatch = (path: BytePath, lines: readonly string[], plan: PatchPlan) =>
  ({ do: 'patch-attributes', path, lines, plan }) as const;
