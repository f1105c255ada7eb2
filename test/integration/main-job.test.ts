import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

test('a polluted repository is out of trouble after install and fix', () => {
  const repo = new TestRepo();
  repo.write('pkg/m.py');
  repo.write('pkg/__pycache__/m.cpython-313.pyc');
  repo.commitAll();

  expect(repo.guard(['install']).code).toBe(0);
  expect(repo.guard(['fix', '--commit']).code).toBe(0);

  expect(repo.tracked()).toEqual(['.gitignore', 'pkg/m.py']);
  expect(repo.status()).toEqual([]);
  expect(repo.guard(['check', '--tracked']).code).toBe(0);
  repo.git('add', '--force', 'pkg');
  const blocked = repo.tryGit(['commit', '--message', 'again']);
  expect(blocked.code).toBe(1);
  expect(blocked.stderr).toContain('pkg/__pycache__/m.cpython-313.pyc');
});
