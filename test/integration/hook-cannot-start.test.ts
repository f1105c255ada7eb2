import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

const HOOK = '.git/hooks/pre-commit';
const LOADER = /\0\/lib(?=[\w/]*\/ld[-\w.]*\.so)/;

/** A program that names a loader which is not there, as one that was built for another Linux. */
const PROGRAM = readFileSync('/bin/true', 'latin1');
const FOREIGN_PROGRAM = PROGRAM.replace(LOADER, '\0/old');

const GONE: readonly (readonly [string, string, string])[] = [
  ['in shell', '#!/opt/old/bash\ntrue\n', '/opt/old/bash'],
  ['in shell, with CR LF', '#!/bin/sh\r\ntrue\r\n', 'CR LF'],
  ['in shell that becomes a program', '#!/bin/sh\nexec /opt/old/tool "$@"\n', '/opt/old/tool'],
  ['in Python', '#!/opt/old/python\n', '/opt/old/python'],
  ['in Node', '#!/usr/bin/env node-of-old\n', 'node-of-old'],
  ...(LOADER.test(PROGRAM) ? [['that is a program', FOREIGN_PROGRAM, '/old'] as const] : []),
];

test.each(GONE)(
  'a hook %s that cannot be started is named by doctor, and comes back as it was',
  (_, content, named) => {
    const repo = new TestRepo();
    repo.write(HOOK, Buffer.from(content, 'latin1'), 0o755);
    expect(repo.guard(['install']).code).toBe(0);
    const { code, stderr } = repo.tryGit(['commit', '--allow-empty', '-qm', 'x']);
    expect(code).not.toBe(0);
    expect(stderr).not.toContain('.git/hooks/pyc-guard');
    const { findings, exitCode } = repo.guardJson(['doctor']);
    expect(exitCode).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({ code: 'hook-cannot-start', message: expect.stringContaining(named) }),
    ]);
    expect(repo.guard(['uninstall']).code).toBe(0);
    expect(repo.read(HOOK)).toBe(content);
  },
);

test('so is one that is a link to a script', () => {
  const repo = new TestRepo();
  repo.write('tools/hook', '#!/opt/old/python\n', 0o755);
  mkdirSync(repo.path('.git/hooks'), { recursive: true });
  symlinkSync('../../tools/hook', repo.path(HOOK));
  repo.guard(['install']);
  expect(repo.guardJson(['doctor']).findings).toMatchObject([{ code: 'hook-cannot-start' }]);
});

test('the command that doctor prints for CR LF makes the hook run again', () => {
  const repo = new TestRepo();
  repo.write(HOOK, '#!/bin/sh\r\necho mine >&2\r\n', 0o755);
  repo.guard(['install']);
  const [{ fix }] = repo.guardJson(['doctor']).findings;
  expect(repo.run('sh', ['-c', fix]).code).toBe(0);
  expect(repo.tryGit(['commit', '--allow-empty', '-qm', 'x'])).toMatchObject({ code: 0, stderr: 'mine\n' });
  expect(repo.guardJson(['doctor']).exitCode).toBe(0);
});
