import { join } from 'node:path';
import { toText } from '../core/byte-path.ts';
import { cacheFile, stray } from '../core/finding.ts';
import { sortOut } from '../core/sort-out.ts';
import { lstatOrNull } from '../files.ts';
import { allowedAmong } from '../git/attributes.ts';
import { addablePaths, stagedChanges, trackedPaths } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath, Outcome } from '../types.ts';
import { checkRange } from './check-range.ts';
import { namedPaths } from './named-paths.ts';
import { outcome } from './outcome.ts';

/** What `check` looks at. Folders among `names` stand for what git tracks, or would add, below them. */
export type CheckSource =
  | { readonly from: 'staged' | 'tracked' }
  | { readonly from: 'range'; readonly range: string }
  | { readonly from: 'list' | 'arguments'; readonly names: readonly BytePath[] };

/** Reports cache files and strays; allowed paths are only counted. */
export async function check(repo: Repository, source: CheckSource): Promise<Outcome> {
  if (source.from === 'range') return checkRange(repo, source.range);
  const paths = await pathsOf(repo, source);
  const { cacheFiles, strays, allowed } = await sortOut(paths, (suspects) => allowedAmong(repo, suspects));
  const isNew = source.from !== 'tracked';
  return outcome({
    findings: [
      ...cacheFiles.map(({ path, kind }) => cacheFile(path, kind)),
      ...strays.map((path) => stray(path, isNew)),
    ],
    summary: {
      checked: paths.length,
      cacheFiles: cacheFiles.length,
      strays: strays.length,
      allowed: allowed.length,
    },
  });
}

async function pathsOf(
  repo: Repository,
  source: Exclude<CheckSource, { from: 'range' }>,
): Promise<readonly BytePath[]> {
  switch (source.from) {
    case 'staged':
      return (await stagedChanges(repo)).map(({ path }) => path);
    case 'tracked':
      return trackedPaths(repo);
    case 'list':
      return [...new Set(namedPaths(repo, source.names))];
    case 'arguments':
      return expandFolders(repo, namedPaths(repo, source.names));
  }
}

async function expandFolders(repo: Repository, named: readonly BytePath[]): Promise<BytePath[]> {
  const paths = new Set<BytePath>();
  for (const path of named) {
    const isFolder = path === '' || lstatOrNull(join(repo.root, toText(path)))?.isDirectory() === true;
    for (const each of isFolder ? await addablePaths(repo, path) : [path]) paths.add(each);
  }
  return [...paths];
}
