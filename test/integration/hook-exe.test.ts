import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { addBlock } from '../../src/install/hook-block.ts';
import { newHook } from '../../src/install/routes/file.ts';
import { hiddenProgram } from '../../src/model/files.ts';
import { testWith } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const HOOK = '.git/hooks/pre-commit';

test('a program that a new hook would hide from git is found, on Windows only', () => {
  const repo = new TestRepo();
  const hook = repo.path(HOOK);
  expect(hiddenProgram(hook, 'win32')).toBeNull();
  repo.write(`${HOOK}.exe`, 'MZ');
  expect(hiddenProgram(hook, 'win32')).toBe(`${hook}.exe`);
  expect(hiddenProgram(hook, 'linux')).toBeNull();
  repo.write(HOOK, '#!/bin/sh\n');
  expect(hiddenProgram(hook, 'win32')).toBeNull();
});

testWith('POSIX programs')(
  'pre-commit.exe still runs on Windows, first, by its own name, and alone after uninstall',
  () => {
    const repo = new TestRepo();
    repo.write(`${HOOK}.exe`, '#!/bin/sh\necho "$0" >&2\n', 0o755); // here any file can be a program
    const text = newHook(repo.path(HOOK), 'win32');
    repo.write(
      HOOK,
      addBlock(text, { script: 'pyc-guard', rest: 'itself', notes: { created: true } }),
      0o755,
    );
    repo.write('.git/hooks/pyc-guard', readFileSync(join(PROJECT, 'hooks', 'pre-commit')));
    expect(repo.tryGit(['commit', '--allow-empty', '-qm', 'x'])).toMatchObject({
      code: 0,
      stderr: `${HOOK}.exe\n`,
    });
    repo.write('m.pyc');
    repo.git('add', '-f', 'm.pyc');
    expect(repo.tryGit(['commit', '-qm', 'bytecode'])).toMatchObject({ code: 1 });
    expect(repo.guard(['uninstall']).code).toBe(0);
    expect([existsSync(repo.path(HOOK)), existsSync(repo.path(`${HOOK}.exe`))]).toEqual([false, true]);
  },
);
