import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { stage } from '../helpers/stage.ts';

const HOOK = '.git/hooks/pre-commit';

function guarded(): TestRepo {
  const repo = new TestRepo();
  repo.write('good.py');
  repo.commitAll();
  expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
  return repo;
}

const which = (program: string): string =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();

/** Those that this machine has; `sh` is one of them everywhere. */
const SHELLS = [
  ['sh'],
  ['dash'],
  ['bash', '--posix'],
  ['bash'],
  ['busybox', 'sh'],
  ['ksh'],
  ['mksh'],
  ['yash'],
  ['zsh', '--emulate', 'sh'],
].filter(([name = '']) => which(name) !== '');

describe.each(SHELLS.map((words) => [words.join(' '), words] as const))(
  'under %s the gate',
  (_name, words) => {
    const [shell = '', ...options] = words;
    const run = (repo: TestRepo, env = {}) => repo.run(shell, [...options, HOOK], { env });

    test('blocks, and counts what it does not list', () => {
      const repo = guarded();
      const names = Array.from({ length: 25 }, (_, i) => `m${String(i).padStart(2, '0')}.pyc`);
      stage(repo, names);
      const { code, stdout, stderr } = run(repo);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(
        stderr
          .split('\n')
          .filter((line) => /^ {4}\S/.test(line))
          .map((line) => line.trim()),
      ).toEqual([...names.slice(0, 20), 'and 5 more']);
    });

    test('passes what is clean, and is off when told so', () => {
      const repo = guarded();
      stage(repo, ['m.py']);
      expect(run(repo)).toMatchObject({ code: 0, stdout: '', stderr: '' });
      stage(repo, ['m.pyc']);
      expect(run(repo)).toMatchObject({ code: 1 });
      expect(run(repo, { SKIP: 'a, pyc-guard' })).toMatchObject({ code: 0, stderr: '' });
      expect(run(repo, { PYC_GUARD: '0' })).toMatchObject({ code: 0, stderr: '' });
    });

    test('stops where the hook that was there before does, and where git fails', () => {
      const repo = guarded();
      repo.write('.git/index', 'garbage');
      const broken = run(repo);
      expect(broken.code).toBe(1);
      expect(broken.stderr).toMatch(/--no-verify/);
      rmSync(repo.path('.git/index'));
      expect(repo.guard(['uninstall']).code).toBe(0);
      repo.write(HOOK, '#!/bin/sh\nexit 42\n', 0o755);
      expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
      expect(run(repo)).toMatchObject({ code: 42, stderr: '' });
    });
  },
);

test('a commit is blocked where PATH holds git and sh and nothing else', () => {
  const repo = guarded();
  const bin = join(repo.home, 'bin');
  mkdirSync(bin);
  for (const program of ['git', 'sh']) symlinkSync(which(program), join(bin, program));
  const env = { PATH: bin };
  expect(repo.run('/bin/sh', ['-c', 'command -v node'], { env }).code).not.toBe(0);

  stage(repo, ['m.pyc']);
  const blocked = repo.tryGit(['commit', '--message', 'x'], { env });
  expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('\n    m.pyc\n') });
  repo.git('read-tree', 'HEAD');
  stage(repo, ['m.py']);
  expect(repo.tryGit(['commit', '--message', 'x'], { env })).toMatchObject({ code: 0, stderr: '' });
});

test('the gate starts one git process for a clean commit, and no other program', () => {
  const repo = guarded();
  const bin = join(repo.home, 'bin');
  mkdirSync(bin);
  repo.run('sh', [
    '-c',
    'printf "#!/bin/sh\\necho git >>\\"%s/started\\"\\nexec \\"%s\\" \\"\\$@\\"\\n" "$HOME" "$0" >"$HOME/bin/git"; chmod +x "$HOME/bin/git"',
    which('git'),
  ]);
  const { code } = repo.run('/bin/sh', [HOOK], { env: { PATH: bin } });
  expect(code).toBe(0);
  expect(readFileSync(join(repo.home, 'started'), 'utf8')).toBe('git\n');
});
