import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

test('with so many cache files that two gits share the work, each is judged once and all are removed', () => {
  const repo = new TestRepo();
  const oid = repo.run('git', ['hash-object', '-w', '--stdin'], { input: 'content' }).stdout.trim();
  const names = Array.from({ length: 12_001 }, (_, i) => `part_${i % 3}/m${i}.pyc`);
  const lines = [...names, 'm.py'].map((name) => `100644 ${oid}\t${name}\n`);
  repo.run('git', ['update-index', '--add', '--index-info'], { input: lines.join('') });
  repo.write('.gitattributes', 'part_1/** -pyc-guard\n');

  const { summary, findings } = repo.guardJson(['check', '--tracked']);
  expect(summary).toMatchObject({ checked: 12_002, cacheFiles: 8001, strays: 0, allowed: 4000 });
  expect(new Set(findings.map(({ path }: { path: string }) => path)).size).toBe(8001);

  expect(repo.guardJson(['untrack']).summary).toMatchObject({ untracked: 8001, allowed: 4000 });
  expect(repo.tracked()).toEqual(['m.py', ...names.filter((name) => name.startsWith('part_1/'))].sort());
});
