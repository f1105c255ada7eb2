import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import process from 'node:process';
import { beforeEach, expect, test } from '@jest/globals';
import { ownerMark } from '../../src/model/temporary-file.ts';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';

const HOOK = '.git/hooks/pre-commit';
const MINE = '#!/bin/sh\n# mine\n';
const LOCK = '.git/pyc-guard.lock';

let repo: TestRepo;

beforeEach(() => {
  repo = new TestRepo();
  repo.write(HOOK, MINE, 0o755);
});

/** Starts the program as a package manager does. @returns its exit code and what it printed to stderr */
const start = (...args: string[]): Promise<readonly [number | null, string]> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [GUARD, ...args], {
      cwd: repo.root,
      env: scrubbedEnv(repo.home),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.once('close', (code) => resolve([code, stderr]));
  });

test('installs that several workspaces start at once all succeed, and your own hook stays', async () => {
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => start('install')));
  expect(results.map(([code]) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(repo.guard(['doctor']).code).toBe(0);
  repo.guard(['uninstall']);
  expect(repo.read(HOOK)).toBe(MINE);
  expect(existsSync(repo.path(LOCK))).toBe(false);
});

test.each([['uninstall'], ['fix'], ['ignore']])('install and %s at once both succeed', async (other) => {
  repo.write('m.pyc');
  repo.git('add', '-f', 'm.pyc');
  expect((await Promise.all([start('install'), start(other)])).map(([code]) => code)).toEqual([0, 0]);
  repo.guard(['uninstall']);
  expect(repo.read(HOOK)).toBe(MINE);
});

test('install waits while another is at work', async () => {
  repo.write(LOCK, ownerMark()); // of this process, which runs
  const installed = start('install');
  await start('--version');
  await start('doctor');
  expect(repo.read(HOOK)).toBe(MINE);
  rmSync(repo.path(LOCK));
  expect((await installed)[0]).toBe(0);
  expect(repo.read(HOOK)).toContain('pyc-guard');
});

test('the lock of a run that was killed is taken over', () => {
  const { stdout } = repo.run(process.execPath, ['-p', 'process.pid']);
  repo.write(LOCK, ownerMark().replace(/\d+\n$/, stdout));
  expect(repo.guard(['install']).code).toBe(0);
  expect(existsSync(repo.path(LOCK))).toBe(false);
});
