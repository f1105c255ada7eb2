import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';

/** Disks of other kinds (scripts/with-disks.sh), beside the one that temporary folders lie on. */
const mounted = process.env.PYC_GUARD_TEST_DISKS ?? '';
const DISKS: readonly (readonly [string, string])[] = [
  ['the usual one', tmpdir()],
  ...(mounted === '' ? [] : readdirSync(mounted))
    .filter((name) => name !== 'images')
    .map((name) => [name, join(mounted, name)] as const),
];

/** What git itself writes when the commit is tried. */
const CHANGED = ['index', 'objects', 'COMMIT_EDITMSG', 'logs'];

/** Where git starts no file; hooks in its configuration, from 2.54 on, need none. */
const STARTS_NONE = /without-x/;

function polluted(disk: string): TestRepo {
  const repo = new TestRepo([], 'repo', disk);
  for (const name of ['m.py', 'm.pyc', 'pkg/n.py', 'pkg/__pycache__/n.cpython-313.pyc', 'OLD.PYC', 'OLD.py'])
    repo.write(name);
  repo.commitAll();
  return repo;
}

describe.each(DISKS)('a repository on this disk: %s', (kind, disk) => {
  const starts = !STARTS_NONE.test(kind);

  test('install guards it, or says that git would skip the hook and leaves nothing behind', () => {
    const repo = polluted(disk);
    const before = snapshot(repo.root, CHANGED);
    const { exitCode, error } = repo.guardJson(['install', '--no-gitignore']);
    if (starts || exitCode === 0) {
      expect(exitCode).toBe(0);
      repo.write('new.pyc');
      repo.git('add', '--force', 'new.pyc');
      expect(repo.tryGit(['commit', '--message', 'x'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('\n    new.pyc\n'),
      });
      repo.git('rm', '--quiet', '--force', 'new.pyc');
      expect(repo.guard(['uninstall']).code).toBe(0);
    } else expect([exitCode, error.hint]).toEqual([2, expect.stringMatching(/another disk/)]);
    expect(snapshot(repo.root, CHANGED)).toEqual(before);
  });

  test('fix --commit removes what is tracked, in any letter case, and nothing comes back', () => {
    const repo = polluted(disk);
    const tracked = ['.gitignore', ...repo.tracked()];
    expect(repo.guard(['fix', '--commit', 'fixed'])).toMatchObject({ code: 0 });
    expect(repo.tracked()).toEqual(tracked.filter((name) => !/pyc$/i.test(name)));
    for (const name of tracked) expect(existsSync(repo.path(name))).toBe(true);
    const ignoresCase = repo.tryGit(['config', 'core.ignoreCase']).stdout === 'true\n';
    expect(repo.status()).toEqual(ignoresCase ? [] : ['?? OLD.PYC']);
    expect(repo.guard(['check', '--tracked']).code).toBe(0);
  });

  test('clean deletes caches, keeps what is tracked, and allows by the letters that git compares', () => {
    const repo = polluted(disk);
    repo.git('rm', '--quiet', '--cached', ':(icase)m.pyc', ':(icase)old.pyc');
    repo.write('.gitattributes', 'old.pyc -pyc-guard\n');
    const ignoresCase = repo.tryGit(['config', 'core.ignoreCase']).stdout === 'true\n';
    const { summary } = repo.guardJson(['clean']);
    expect(summary).toMatchObject({ files: ignoresCase ? 1 : 2, skippedTracked: 1 });
    expect(existsSync(repo.path('m.pyc'))).toBe(false);
    expect(existsSync(repo.path('OLD.PYC'))).toBe(ignoresCase);
    expect(existsSync(repo.path('pkg/__pycache__/n.cpython-313.pyc'))).toBe(true);
  });
});
