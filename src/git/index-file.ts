import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** The path of a work tree's index; `GIT_INDEX_FILE` can name another, as in a hook (git(1)). */
export const indexFile = (
  { root, gitDir }: { readonly root: string; readonly gitDir: string },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => resolve(root, environment.GIT_INDEX_FILE ?? join(gitDir, 'index'));

/** Differs for each index that was ever at this path, since git replaces the file and never writes into it. */
export function indexVersion(index: string): string {
  const stats = statSync(index, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}
