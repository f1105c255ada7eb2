import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { possible } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';
import { attempt } from './attempt.ts';
import { BLOCKED } from './blocked.ts';
import { PASSING } from './passing.ts';

const WAYS_OUT = ['npx pyc-guard fix', 'git reset ', 'npx pyc-guard allow ', '--no-verify'];

describe('a commit that adds or changes bytecode is stopped', () => {
  test.each(possible(BLOCKED))('$name', (situation) => {
    const { code, stderr, before, after, checked, repo, place } = attempt(situation);

    expect({ code, after, checked }).toEqual({ code: 1, after: before, checked: 1 });
    const listed = stderr.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.trim()] : []));
    expect(listed.sort()).toEqual([...situation.named].sort());
    expect(WAYS_OUT.filter((way) => !stderr.includes(way))).toEqual([]);
    expect(stderr.split('\n').filter((line) => line.length > 80)).toEqual([]);

    // the line that unstages is there to be pasted, and takes what it is meant for and nothing else
    const staged = () => {
      const args = ['diff', '--cached', '--name-only', '--no-relative', '--diff-filter=d', '-O/dev/null'];
      return repo.tryGit(args, place).stdout.split('\n');
    };
    const kept = staged().filter((name) => !situation.named.includes(name));
    const unstage = stderr.match(/git reset .*$/gm) ?? [];
    expect(repo.run('sh', ['-c', unstage.join(' && ')], place).code).toBe(0);
    expect(staged()).toEqual(kept);
  });
});

describe('every other commit passes', () => {
  test.each(possible(PASSING))('$name', (situation) => {
    const { code, stderr, before, after, checked } = attempt(situation);

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('pyc-guard') });
    expect(after).not.toBe(before);
    expect(checked).toBe(situation.bypassed ? null : 0);
  });
});

test('a gate that a hook manager starts in a folder below sees the whole index', () => {
  const repo = new TestRepo();
  repo.git('config', 'diff.relative', 'true');
  repo.write('sub/good.py');
  repo.write('other/m.pyc');
  repo.git('add', '--force', '.');
  for (const gate of ['pre-commit', 'pre-commit-framework']) {
    const { code, stderr } = repo.run('sh', [join(PROJECT, 'hooks', gate)], { cwd: repo.path('sub') });
    expect({ gate, code, stderr }).toEqual({
      gate,
      code: 1,
      stderr: expect.stringContaining('\n    other/m.pyc\n'),
    });
  }
});

test('the gate starts no file system monitor that the configuration names', () => {
  const situation = PASSING.find(({ name }) => name.startsWith('core.fsmonitor'));
  if (situation === undefined) throw new Error('the table has lost a row');
  const { repo } = attempt({
    ...situation,
    arrange: (each) => ({ ...situation.arrange(each), args: ['version'] }),
  });
  // without the hook that was there before, which starts the program
  const gate = repo.run('sh', ['-c', 'rm "$0" && sh .git/hooks/pyc-guard', join(repo.home, 'monitor-ran')]);

  expect(gate).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(repo.home, 'monitor-ran'))).toBe(false);
});
