import { join } from 'node:path';
import { toText } from '../core/byte-path.ts';
import { cacheFile, stray } from '../core/finding.ts';
import type { ScannedNames } from '../core/name-scan.ts';
import { sortOut } from '../core/sort-out.ts';
import { lstatOrNull } from '../files.ts';
import { allowedAmong } from '../git/attributes.ts';
import { addablePaths, stagedChanges, trackedSuspects } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath, Outcome } from '../types.ts';
import { namedPaths } from './named-paths.ts';
import { outcome } from './outcome.ts';

/** What `check` looks at. Folders among `names` stand for what git tracks, or would add, below them. */
export type CheckSource =
  | { readonly from: 'staged' | 'tracked' }
  | { readonly from: 'range'; readonly range: string }
  | { readonly from: 'list' | 'arguments'; readonly names: readonly BytePath[] };

/** Reports cache files and strays; allowed paths are only counted. */
export async function check(repo: Repository, source: CheckSource): Promise<Outcome> {
  if (source.from === 'range') {
    const { checkRange } = await import('./check-range.ts');
    return checkRange(repo, source.range);
  }
  const { count, suspects } = await pathsOf(repo, source);
  const { cacheFiles, strays, allowed } = await sortOut(suspects, (paths) => allowedAmong(repo, paths));
  const isNew = source.from !== 'tracked';
  return outcome({
    findings: [
      ...cacheFiles.map(({ path, kind }) => cacheFile(path, kind)),
      ...strays.map((path) => stray(path, isNew)),
    ],
    summary: {
      checked: count,
      cacheFiles: cacheFiles.length,
      strays: strays.length,
      allowed: allowed.length,
    },
  });
}

async function pathsOf(
  repo: Repository,
  source: Exclude<CheckSource, { from: 'range' }>,
): Promise<ScannedNames> {
  switch (source.from) {
    case 'staged':
      return all((await stagedChanges(repo)).map(({ path }) => path));
    case 'tracked':
      return trackedSuspects(repo);
    case 'list':
      return all([...new Set(namedPaths(repo, source.names))]);
    case 'arguments':
      return all(await expandFolders(repo, namedPaths(repo, source.names)));
  }
}

const all = (paths: readonly BytePath[]): ScannedNames => ({ count: paths.length, suspects: paths });

async function expandFolders(repo: Repository, named: readonly BytePath[]): Promise<BytePath[]> {
  const paths = new Set<BytePath>();
  for (const path of named) {
    const isFolder = path === '' || lstatOrNull(join(repo.root, toText(path)))?.isDirectory() === true;
    for (const each of isFolder ? await addablePaths(repo, path) : [path]) paths.add(each);
  }
  return [...paths];
}
