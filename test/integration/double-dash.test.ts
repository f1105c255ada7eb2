import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

test('what follows -- is a name, even if it looks like an option or a number', () => {
  const repo = new TestRepo();
  expect(repo.guard(['allow', '007', '--', '1e6', '--help']).code).toBe(0);
  expect(repo.read('.gitattributes')).toBe('007 -pyc-guard\n1e6 -pyc-guard\n--help -pyc-guard\n');

  expect(repo.guardJson(['check', 'a.pyc', '--', '-b.pyc']).summary).toMatchObject({ cacheFiles: 2 });
  expect(repo.guardJson(['untrack', '--', 'nothing']).error).toMatchObject({ code: 'no-match' });
});

test('a command that takes no names refuses those after -- as well', () => {
  expect(new TestRepo().guardJson(['fix', '--', 'a.pyc'])).toMatchObject({
    exitCode: 2,
    error: { code: 'usage', message: 'fix takes no "a.pyc"' },
  });
});
