import { chmodSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { guardAsAnybody } from '../helpers/as-anybody.ts';
import { testWith } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';

function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('.gitignore', '*.log\n');
  repo.write('m.py');
  repo.write('m.pyc');
  repo.commitAll();
  return repo;
}

/** What a program that has a file open does on Windows: nothing can take its place. */
describe('where .gitignore cannot be replaced', () => {
  testWith('file modes').each([[['fix']], [['fix', '--commit']]])('%j changes nothing', (args) => {
    const repo = polluted();
    const before = [repo.status(), repo.tracked(), repo.git('rev-parse', 'HEAD')];
    chmodSync(repo.root, 0o555);
    const ran = guardAsAnybody(repo, args);
    chmodSync(repo.root, 0o755);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot write .*\.gitignore/) });
    repo.git('config', '--global', 'safe.directory', '*');
    expect([repo.status(), repo.tracked(), repo.git('rev-parse', 'HEAD')]).toEqual(before);
    expect(repo.read('.gitignore')).toBe('*.log\n');
  });
});

test.each([
  ['*.log\n', '*.log\n'],
  [null, null],
])('where the commit fails, .gitignore is what it was: %j', (before, after) => {
  const repo = polluted();
  if (before === null) {
    rmSync(repo.path('.gitignore'));
    repo.commitAll('without');
  }
  repo.write('.git/hooks/commit-msg', '#!/bin/sh\nexit 1\n', 0o755);
  const tracked = repo.tracked();
  expect(repo.guardJson(['fix', '--commit'])).toMatchObject({
    exitCode: 2,
    error: { code: 'commit-failed' },
  });
  expect(repo.tracked()).toEqual(tracked);
  expect(repo.status()).toEqual([]);
  if (after !== null) expect(repo.read('.gitignore')).toBe(after);
});

test.each(['kill -9 $PPID', 'kill -INT $PPID'])(
  'a commit that was made counts, also where git is killed behind it: %s',
  (end) => {
    const repo = polluted();
    repo.write('.git/hooks/post-commit', `#!/bin/sh\n${end}\nsleep 0.1\n`, 0o755);
    expect(repo.guard(['fix', '--commit'])).toMatchObject({ code: 0 });
    expect(repo.status()).toEqual([]);
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py']);
    expect(repo.git('ls-tree', '--name-only', 'HEAD')).toBe('.gitignore\nm.py\n');
  },
);

test('a commit whose index cannot be put in place says so, and what to do brings it right', () => {
  const repo = polluted();
  repo.write('other.py');
  repo.git('add', 'other.py');
  // nothing can be renamed over a folder that holds something
  const hook = '#!/bin/sh\nmv .git/index .git/index.kept && mkdir .git/index && : >.git/index/x\n';
  repo.write('.git/hooks/post-commit', hook, 0o755);
  const { code, stderr } = repo.guard(['fix', '--commit']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: partly done: cannot write .*index \(.*\); done: .*commit .*; not done: .*\nhint: .*\n$/,
  );

  rmSync(repo.path('.git/index'), { recursive: true });
  renameSync(repo.path('.git/index.kept'), repo.path('.git/index'));
  rmSync(repo.path('.git/hooks/post-commit'));
  expect(repo.guard(['fix']).code).toBe(0);
  repo.git('reset', '-q', '--', '.gitignore');
  expect(repo.status()).toEqual(['A  other.py']);
  expect(repo.guard(['check', '--tracked']).code).toBe(0);
});
