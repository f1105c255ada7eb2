import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';
import { GITS, pathWith, type TestGit } from './gits.ts';
import { PeerRepo, THEIRS } from './peer-repo.ts';

const PATH = (process.env.PATH ?? '').split(delimiter);
const [git] = GITS as [TestGit];

/** Folders in which `sh` is one shell: bash goes POSIX by that name, busybox knows its part by it. */
const SHELLS = ['dash', 'bash', 'busybox'].flatMap((name) => {
  const program = PATH.map((folder) => join(folder, name)).find(existsSync);
  if (program === undefined) return [];
  const folder = scratchFolder();
  symlinkSync(program, join(folder, 'sh'));
  return [{ name, folder }];
});

/** Has the hook files of a repository begin with `#!` and this shell; `sh` on PATH is the same. */
function under(folder: string, ...hooks: readonly string[]): PeerRepo {
  const repo = new PeerRepo(git);
  repo.machine = [folder, pathWith(git)].join(delimiter);
  for (const name of hooks) repo.write(name, THEIRS.replace('/bin/sh', join(folder, 'sh')), 0o755);
  return repo;
}

function startWith(repo: PeerRepo, folder: string, hook: string): void {
  const text = repo.read(hook);
  expect(text).toMatch(/^#!\/bin\/sh\n/);
  writeFileSync(repo.path(hook), text.replace('/bin/sh', join(folder, 'sh')));
}

describe.each(SHELLS)('under $name', ({ folder }) => {
  const guarded = (): PeerRepo => {
    const repo = under(folder, '.git/hooks/pre-commit');
    repo.shell('npx pyc-guard install --quiet');
    startWith(repo, folder, '.git/hooks/pre-merge-commit');
    return repo;
  };

  test.each(readdirSync(join(PROJECT, 'hooks')))('%s has no syntax but POSIX', (name) => {
    const repo = under(folder);
    expect(repo.run('sh', ['-n', join(PROJECT, 'hooks', name)])).toMatchObject({ code: 0, stderr: '' });
  });

  test('the gate stops commits and merges of bytecode, and passes clean ones', () => {
    const repo = guarded();
    expect(repo.tryCommit('cache.pyc')).toMatchObject({ code: 1, blocked: true });
    expect(repo.tryMerge('side.pyc').blocked).toBe(true);
    expect(repo.tryCommit('clean.py')).toMatchObject({ code: 0, theirs: '0 .git/index\n' });
    expect(repo.tryMerge('side.py')).toMatchObject({ code: 0 });
  });

  test('a hook that was there before gets its arguments, and its status counts', () => {
    const repo = guarded();
    const args = ['a b', '*', '', '$HOME'];
    const { code, theirs } = repo.runHook('pre-commit', args, 7);
    expect([code, theirs]).toEqual([7, '4 [a b] [*] [] [$HOME] \n']);
    expect(repo.tryCommit('clean.py', 7)).toMatchObject({ code: 1, blocked: false });
  });

  test('the message lists twenty paths as git quotes them, and counts the rest', () => {
    const repo = guarded();
    const names = ['a\\b.pyc', 'new\nline.pyc', '-n.pyc', '%s.pyc', '"q".pyc', 'ü.pyc'];
    for (let i = 0; i < 19; i++) names.push(`z${i}.pyc`);
    for (const name of names) repo.write(name);
    repo.git('add', '--force', '--all');
    const { code, stderr } = repo.tryGit(['commit', '--message', 'many']);
    expect(code).toBe(1);
    const listed = stderr.split('\n').filter((line) => line.includes('.pyc') && line.startsWith('    '));
    expect(listed).toHaveLength(20);
    expect(listed).toEqual(
      expect.arrayContaining([
        '    "\\"q\\".pyc"',
        '    %s.pyc',
        '    -n.pyc',
        '    "a\\\\b.pyc"',
        '    "new\\nline.pyc"',
      ]),
    );
    expect(stderr).toContain('and 5 more');
    expect(stderr).toContain('git reset -q -- ":(top,icase)*.py[co]"');
  });

  test.each([{ PYC_GUARD: '0' }, { SKIP: 'pyc-guard' }, { SKIP: 'black,pyc-guard,x' }])(
    '%j lets it pass',
    (env) => {
      const repo = guarded();
      repo.write('m.pyc');
      repo.git('add', '--force', 'm.pyc');
      expect(repo.tryGit(['commit', '--quiet', '--message', 'a cache'], { env }).code).toBe(0);
      expect(repo.told()).toBe('0 .git/index\n');
    },
  );

  test('git failing stops the commit', () => {
    const repo = guarded();
    const broken = scratchFolder();
    writeFileSync(join(broken, 'git'), '#!/bin/sh\nexit 129\n', { mode: 0o755 });
    const env = { PATH: [broken, repo.machine].join(delimiter) };
    const { code, stderr } = repo.run(repo.path('.git/hooks/pre-commit'), [], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('exit code 129')]);
  });

  test("husky's hook runs the gate by the `sh` on PATH", () => {
    const repo = under(folder);
    repo.write('.husky/pre-commit', './theirs "$@"\n');
    repo.shell('husky && npx pyc-guard install --quiet');
    expect(repo.tryCommit('cache.pyc')).toMatchObject({ code: 1, blocked: true, theirs: '0 .git/index\n' });
    expect(repo.tryCommit('clean.py')).toMatchObject({ code: 0, theirs: '0 .git/index\n' });
  });
});

test('there is a shell to try', () => {
  expect(SHELLS.length).toBeGreaterThan(0);
  expect(readFileSync(join(PROJECT, 'hooks/pre-commit'), 'utf8')).toMatch(/^#!\/bin\/sh\n/);
});
