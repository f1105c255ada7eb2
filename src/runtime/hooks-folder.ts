import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FOLDER_MARK } from '../install/hook-files.ts';
import { fileError } from '../model/files.ts';
import { firstMissing, prepareFile } from '../model/write-file.ts';

/** Leaves a note in a folder that had to be made, so that `uninstall` can take it away again. */
export function makeHooksFolder(folder: string): void {
  const first = makeFolder(folder);
  if (first === null) return;
  try {
    prepareFile(join(folder, FOLDER_MARK), Buffer.from(relative(folder, first)), 'as-before').commit();
  } catch (error) {
    removeQuietly(folder);
    throw error;
  }
}

/** @returns the topmost folder that had to be made, if any */
function makeFolder(folder: string): string | null {
  try {
    const first = firstMissing(folder);
    mkdirSync(folder, { recursive: true });
    return first;
  } catch (error) {
    throw fileError('write', folder, error);
  }
}

/** Takes a folder away again that was just made for a hook which then could not be written. */
export function unmakeHooksFolder(folder: string): void {
  try {
    const mark = join(folder, FOLDER_MARK);
    if (!existsSync(mark) || readdirSync(folder).length > 1) return;
    unlinkSync(mark);
    removeIfEmpty(folder);
  } catch {
    // the error of writing the hook matters more than this one
  }
}

function removeQuietly(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it stays, empty
  }
}

/** Deletes a folder, unless something is in it. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw fileError('delete', folder, error);
  }
}
