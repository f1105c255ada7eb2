import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';

const repo = new TestRepo();
const bin = join(repo.home, 'bin');
const env = { PATH: `${bin}:${process.env.PATH}` };
const shell = (program: string, script: string): string[] => {
  const { code, stdout, stderr } = repo.run(program, ['-c', script], { env });
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter(Boolean);
};

beforeAll(() => {
  repo.run('mkdir', [bin]);
  writeFileSync(join(bin, 'pyc-guard'), `#!/bin/sh\nexec '${process.execPath}' '${GUARD}' "$@"\n`);
  chmodSync(join(bin, 'pyc-guard'), 0o755);
});

/** What bash would offer for a line; COMP_WORDS is what it hands to the function. */
const bash = (...words: string[]): string[] =>
  shell(
    'bash',
    `eval "$(pyc-guard completion bash)"
     COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
     _pyc_guard; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );

const fish = (line: string): string[] =>
  shell('fish', `pyc-guard completion fish | source; complete -C '${line}'`).map(
    (offer) => offer.split('\t')[0] ?? '',
  );

/** zsh has no way to ask without a terminal: the function is called with a _describe that prints. */
const zsh = (...words: string[]): string[] =>
  shell(
    'zsh',
    `compdef() { :; }; _describe() { print -l -- "\${(@P)2}"; }; _default() { :; }
     eval "$(pyc-guard completion zsh)"
     words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _pyc_guard`,
  ).map((offer) => offer.split(':')[0] ?? '');

describe('completion', () => {
  test('bash offers commands, options and their values', () => {
    expect(bash('pyc-guard', 'in')).toEqual(expect.arrayContaining(['install', 'inspect']));
    expect(bash('pyc-guard', 'check', '--tr')).toEqual(['--tracked']);
    expect(bash('pyc-guard', 'check', '--format', 'sa')).toEqual(['sarif']);
  });

  test('zsh offers the same, with what it means', () => {
    expect(zsh('pyc-guard', '')).toEqual(expect.arrayContaining(['install', 'fix', 'doctor']));
    expect(zsh('pyc-guard', 'check', '--')).toEqual(expect.arrayContaining(['--tracked', '--range']));
  });

  test('fish offers the same', () => {
    expect(fish('pyc-guard ')).toEqual(expect.arrayContaining(['install', 'fix', 'doctor']));
    expect(fish('pyc-guard check --tr')).toEqual(['--tracked']);
  });

  test('asking for completions runs no command', () => {
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    expect(repo.guard(['--get-completions', 'untrack', '--']).code).toBe(0);
    expect(repo.guard(['--get-completions', 'pyc-guard', 'untrack', '']).code).toBe(0);
    expect(repo.tracked()).toContain('m.pyc');
  });
});
