import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

describe('install in the life cycle of a package manager', () => {
  const prepare = { npm_lifecycle_event: 'prepare' };

  test('with no repository around it says so on one line and succeeds', () => {
    const repo = new TestRepo();
    const ran = repo.guard(['install'], { cwd: scratchFolder(), env: prepare });
    expect(ran).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^note: nothing installed: .*\n$/),
    });
  });

  test('in CI it says so on one line, succeeds and writes nothing', () => {
    const repo = new TestRepo();
    const ran = repo.guard(['install'], { env: { ...prepare, CI: 'true' } });
    expect(ran).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^note: nothing installed: .*\n$/),
    });
    expect(repo.status()).toEqual([]);
  });

  test('elsewhere it installs', () => {
    const repo = new TestRepo();
    expect(repo.guard(['install'], { env: prepare })).toMatchObject({ code: 0 });
    expect(repo.read('.git/hooks/pre-commit')).toContain('pyc-guard gate');
  });

  test('run by a person with no repository around it cannot work', () => {
    const repo = new TestRepo();
    expect(repo.guard(['install'], { cwd: scratchFolder() })).toMatchObject({ code: 2 });
  });

  test('run by a person in CI it installs', () => {
    const repo = new TestRepo();
    expect(repo.guard(['install'], { env: { CI: 'true' } })).toMatchObject({ code: 0 });
    expect(repo.read('.git/hooks/pre-commit')).toContain('pyc-guard gate');
  });

  test('PYC_GUARD=0 switches it off', () => {
    const repo = new TestRepo();
    expect(repo.guard(['install'], { env: { PYC_GUARD: '0' } })).toMatchObject({ code: 0 });
    expect(repo.status()).toEqual([]);
  });
});

test('`npm ci` in a clone of this project installs its own gate', () => {
  const repo = new TestRepo();
  for (const name of [
    'src',
    'hooks',
    'scripts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    '.gitignore',
  ]) {
    cpSync(join(PROJECT, name), repo.path(name), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), repo.path('node_modules'), 'junction');
  expect(repo.run('npm', ['run', 'prepare'])).toMatchObject({ code: 0 });
  expect(repo.read('.git/hooks/pre-commit')).toContain('pyc-guard gate');
  expect(repo.status('--', '.gitignore')).toEqual(['?? .gitignore']);
});
