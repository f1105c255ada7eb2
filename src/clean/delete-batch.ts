import { lstatSync, rmdirSync, unlinkSync } from 'node:fs';
import type { BatchResult, DeleteRequest } from './batch.ts';
import { baseOf, CHANGED, enter, native, parentOf } from './current-folder.ts';

/**
 * Deletes the files of one batch, and the folder if that was planned and it is empty then. It first makes
 * the folder the current one and checks that it is the one the walk saw, so that nothing is deleted if the
 * path leads elsewhere by now. A failure is recorded, and the rest is deleted nevertheless.
 *
 * @param measure - whether `bytes` is wanted: asking for a size takes half as long as deleting
 */
export function deleteBatch(batch: DeleteRequest, measure: boolean): BatchResult {
  const vanished: number[] = [];
  const failures: { index: number; reason: string }[] = [];
  let [files, folders, bytes] = [0, 0, 0];
  const failed = attempt(() => expectEntered(batch));
  if (failed !== null) {
    if (isGone(failed)) vanished.push(...batch.names.keys());
    else failures.push({ index: -1, reason: failed });
    return { files, folders, bytes, vanished, failures };
  }
  for (const [index, name] of batch.names.entries()) {
    const path = native(name);
    const reason = attempt(() => {
      const size = measure ? lstatSync(path).size : 0;
      unlinkSync(path);
      files++;
      bytes += size;
    });
    if (reason === null) continue;
    if (isGone(reason)) vanished.push(index);
    else failures.push({ index, reason });
  }
  if (batch.parent !== null && failures.length === 0) {
    const reason = attempt(() => {
      removeHere(batch);
      folders++;
    });
    // a new or kept file is in it, so the folder stays
    if (reason !== null && !isGone(reason) && reason !== 'ENOTEMPTY' && reason !== 'EEXIST') {
      failures.push({ index: -1, reason });
    }
  }
  return { files, folders, bytes, vanished, failures };
}

function expectEntered({ folder, id }: DeleteRequest): void {
  if (!enter(folder, id)) throw CHANGED;
}

/** Removes the current folder by its name in the folder above it. */
function removeHere({ folder, parent }: DeleteRequest): void {
  if (parent === null || !(enter('..', parent) || enter(parentOf(folder), parent))) throw CHANGED;
  rmdirSync(native(baseOf(folder)));
}

/** @returns the system's code for what went wrong, or `null` */
function attempt(job: () => void): string | null {
  try {
    job();
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code;
  }
}

const isGone = (reason: string): boolean => reason === 'ENOENT' || reason === 'ENOTDIR';
