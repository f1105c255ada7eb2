import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { isCacheFile } from './is-cache-file.ts';
import { TestRepo } from './repo.ts';

/** A fresh clone with every branch of `origin` checked out once, as filter-repo wants it. */
export function freshClone(origin: TestRepo): TestRepo {
  const clone = new TestRepo();
  clone.run('rm', ['-rf', '.git']);
  clone.git('clone', '--quiet', '--no-local', `file://${origin.root}`, '.');
  return clone;
}

/** A copy of a clone, which a test may destroy. */
export function copyOf(clone: TestRepo): TestRepo {
  const copy = new TestRepo();
  copy.run('rm', ['-rf', '.git']);
  cpSync(clone.root, copy.root, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** For each commit on any ref, its files without cache files. Slow and simple on purpose. */
export function listings(repo: TestRepo): Map<string, string> {
  const all = new Map<string, string>();
  for (const commit of repo.git('rev-list', '--all').split('\n').filter(Boolean)) {
    const entries = repo.git('ls-tree', '-r', '-z', commit).split('\0').filter(Boolean);
    all.set(commit, entries.filter((entry) => !isCacheFile(entry.split('\t')[1] ?? '')).join('\n'));
  }
  return all;
}

export function cacheFilesAnywhere(repo: TestRepo): string[] {
  const commits = repo.git('rev-list', '--all').split('\n').filter(Boolean);
  const names = commits.flatMap((commit) =>
    repo.git('ls-tree', '-r', '-z', '--name-only', commit).split('\0'),
  );
  return [...new Set(names.filter(isCacheFile))].sort();
}

export const commitMap = (repo: TestRepo): Map<string, string> =>
  new Map(
    repo
      .read(join('.git', 'filter-repo', 'commit-map'))
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map((line) => line.split(/\s+/) as [string, string]),
  );

export const refsOf = (repo: TestRepo): string =>
  repo
    .git('for-each-ref', '--format=%(objectname) %(refname)')
    .split('\n')
    .filter((line) => !line.endsWith('refs/remotes/origin/HEAD'))
    .join('\n');
