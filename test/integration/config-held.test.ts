import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

test('install waits for another git that edits the configuration', () => {
  const repo = new TestRepo();
  repo.write('.git/config.lock', '');
  const release = spawn('sh', ['-c', 'sleep 1.5; rm .git/config.lock'], { cwd: repo.root, stdio: 'ignore' });
  release.unref();
  expect(repo.guard(['install'])).toMatchObject({ code: 0 });
  expect(repo.git('config', '--get-all', 'pyc-guard.hook')).toBe('pre-commit\npre-merge-commit\n');
});
