import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Variables } from './environment.ts';

/**
 * The path of a work tree's index; `GIT_INDEX_FILE` can name another, as in a hook (git(1)).
 *
 * @param changes - to the environment
 */
export function indexFile(
  { root, gitDir }: { readonly root: string; readonly gitDir: string },
  changes: Variables = {},
): string {
  const { GIT_INDEX_FILE } = { ...process.env, ...changes };
  return resolve(root, GIT_INDEX_FILE ?? join(gitDir, 'index'));
}

/** Differs for each index that was ever at this path, since git replaces the file and never writes into it. */
export function indexVersion(index: string): string {
  const stats = statSync(index, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}
