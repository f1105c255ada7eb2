import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn, present } from '../helpers/plain-folder.ts';
import { TestRepo } from '../helpers/repo.ts';

test('a large repository is swept with one git for all attributes, and allowed files stay', () => {
  const repo = new TestRepo();
  repo.write('.gitattributes', 'p7/** -pyc-guard\n');
  for (let i = 0; i < 210; i++) {
    mkdirSync(repo.path(`p${i}/__pycache__`), { recursive: true });
    for (let k = 0; k < 100; k++) writeFileSync(repo.path(`p${i}/__pycache__/m${k}.pyc`), '12');
  }
  const empty = Array.from({ length: 1100 }, (_, i) => `q${i}/__pycache__`);
  for (const folder of empty) mkdirSync(repo.path(`${folder}/__pycache__`), { recursive: true });
  const planned = repo.guardJson(['clean', '-n', '-q']);
  const trace = join(repo.home, 'trace');
  const { stdout, stderr } = repo.guard(['clean', '-q', '--json'], { env: { GIT_TRACE2_EVENT: trace } });
  const { summary } = JSON.parse(stdout);
  expect(stderr).toBe('');
  expect(summary).toMatchObject({ files: 20_900, directories: 209 + 2200, allowed: 100, failed: 0 });
  expect(planned.summary).toEqual(summary);
  expect(filesIn(repo)).toHaveLength(101);
  expect(present(repo, ...empty)).toEqual([]);
  expect(readFileSync(trace, 'utf8').match(/"name":"check-attr"/g)).toHaveLength(1);
});
