import { expect, test } from '@jest/globals';
import { isCacheFile } from '../helpers/is-cache-file.ts';
import { randomHistory } from '../helpers/random-history.ts';
import type { TestRepo } from '../helpers/repo.ts';

/** The cache files in the tree of every commit, found slowly and simply. */
function listEveryCommit(repo: TestRepo): Map<string, Set<string>> {
  const commits = new Map<string, Set<string>>();
  for (const commit of repo.git('rev-list', '--all').split('\n').filter(Boolean)) {
    const pairs = new Set<string>();
    for (const entry of repo.git('ls-tree', '-r', '-z', commit).split('\0').filter(Boolean)) {
      const [about = '', path = ''] = entry.split('\t');
      if (isCacheFile(path)) pairs.add(`${about.split(' ')[2]} ${path}`);
    }
    commits.set(commit, pairs);
  }
  return commits;
}

interface Found {
  code: string;
  oid: string;
  path: string;
  atTip: boolean;
  firstCommit: string;
  removedIn?: string;
}

const parentsOf = (repo: TestRepo, commit: string): string[] =>
  repo.git('rev-list', '--parents', '-n1', commit).trim().split(' ').slice(1);

test.each([1, 2, 3, 4])('the answer is that of the slow method (random history %i)', (seed) => {
  const repo = randomHistory(seed, 150);
  const slow = listEveryCommit(repo);
  const { findings, summary } = repo.guardJson(['history']);
  const caches: Found[] = findings.filter(({ code }: Found) => code === 'cache-file');
  const key = ({ oid, path }: Found) => `${oid} ${path}`;
  expect(caches.length).toBeGreaterThan(40);
  expect(summary.commits).toBe(slow.size);
  expect(caches.map(key).sort()).toEqual(
    [...new Set([...slow.values()].flatMap((pairs) => [...pairs]))].sort(),
  );

  const tips = repo.git('for-each-ref', '--format=%(objectname)').split('\n').filter(Boolean);
  for (const found of caches) {
    const has = (commit: string) => slow.get(commit)?.has(key(found)) === true;
    expect([key(found), found.atTip]).toEqual([key(found), tips.some(has)]);
    expect(has(found.firstCommit)).toBe(true);
    expect(parentsOf(repo, found.firstCommit).some(has)).toBe(false);
    if (found.removedIn !== undefined) {
      expect(has(found.removedIn)).toBe(false);
      expect(parentsOf(repo, found.removedIn).some(has)).toBe(true);
    }
  }
});
