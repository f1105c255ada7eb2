import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Where a work tree's index is: `GIT_INDEX_FILE` decides, inside a hook for instance (git(1)). */
export const indexFile = (
  { root, gitDir }: { readonly root: string; readonly gitDir: string },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => resolve(root, environment.GIT_INDEX_FILE ?? join(gitDir, 'index'));

/** Distinguishes an index from every other that takes its place: git never writes to one in place. */
export function indexVersion(index: string): string {
  const stats = statSync(index, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}
