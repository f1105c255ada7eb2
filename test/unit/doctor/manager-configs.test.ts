import { describe, expect, test } from '@jest/globals';
import { startedByFramework } from '../../../src/doctor/framework-config.ts';
import { lefthookParts, startedByLefthook } from '../../../src/doctor/lefthook-config.ts';
import { startedByOvercommit } from '../../../src/doctor/overcommit-config.ts';

const RUN = 'sh node_modules/pyc-guard/hooks/pre-commit';
const STARTED = { script: 'node_modules/pyc-guard/hooks/pre-commit' };

describe('lefthook', () => {
  const tells = (...hooks: unknown[]) =>
    startedByLefthook(
      hooks.map((hook, i) => ({ file: `${i}.yml`, value: { 'pre-commit': hook } })),
      'pre-commit',
    );

  test('a command or a job, in a group too, starts it', () => {
    expect(tells({ commands: { a: { run: 'npm test' }, b: { run: RUN, skip: false } } })).toEqual(STARTED);
    expect(tells({ jobs: [{ group: { jobs: [{ run: RUN }] } }] })).toEqual(STARTED);
  });

  test.each([
    { commands: { b: { run: RUN, skip: ['merge'] } } },
    { commands: { b: { run: RUN, glob: '*.py' } } },
    { skip: true, commands: { b: { run: RUN } } },
    { jobs: [{ only: [{ ref: 'main' }], group: { jobs: [{ run: RUN }] } }] },
  ])('only under a condition: %j', (hook) => {
    expect(tells(hook)).toMatchObject({ only: expect.any(String) });
  });

  test('what is laid over it counts', () => {
    const hook = { commands: { b: { run: RUN } } };
    expect(tells(hook, { commands: { b: { skip: true } } })).toEqual({ only: 'skip' });
    expect(tells(hook, { commands: { b: { run: 'true' } } })).toBeNull();
    expect(tells({ jobs: [{ name: 'j', run: RUN }] }, { jobs: [{ name: 'j', run: 'true' }] })).toBeNull();
  });

  test.each([undefined, null, [], 'text', { commands: [] }, { jobs: {} }])('%j starts nothing', (hook) => {
    expect(tells(hook)).toBeNull();
  });

  test('another event is another matter', () => {
    expect(
      startedByLefthook([{ file: 'a', value: { 'pre-push': { jobs: [{ run: RUN }] } } }], 'pre-commit'),
    ).toBeNull();
  });
});

test('of what lefthook takes from elsewhere, files of this machine are read, and the rest is named', () => {
  expect(lefthookParts({ extends: ['a.yml', '/home/b.yml'] })).toEqual({ names: ['a.yml', '/home/b.yml'] });
  expect(lefthookParts({ extends: ['a.yml', 'b/*.yml'] })).toEqual({ names: ['a.yml'], unread: 'extends' });
  expect(lefthookParts({ remotes: [{ git_url: 'x' }] })).toEqual({ names: [], unread: 'remotes' });
  for (const config of [null, [], { extends: 3 }]) expect(lefthookParts(config)).toEqual({ names: [] });
});

describe('overcommit', () => {
  const tells = (hook: object, event: 'pre-commit' | 'pre-merge-commit' = 'pre-commit') =>
    startedByOvercommit({ PreCommit: { ALL: { quiet: true }, PycGuard: hook } }, event);
  const command = RUN.split(' ');

  test('a hook that is enabled and has a command, or a program of its own', () => {
    expect(tells({ enabled: true, command })).toEqual(STARTED);
    expect(tells({ enabled: true, required_executable: STARTED.script })).toEqual(STARTED);
    expect(tells({ enabled: true, required_executable: 'sh', command })).toEqual(STARTED);
  });

  test('only under a condition, or where its failure only warns', () => {
    expect(tells({ enabled: true, command, include: '**/*.py' })).toEqual({ only: 'include' });
    expect(tells({ enabled: true, command, on_fail: 'warn' })).toEqual({ only: 'on_fail' });
  });

  test('one that is not enabled starts nothing, nor does any at merges', () => {
    expect(tells({ command })).toBeNull();
    expect(tells({ enabled: 'yes', command })).toBeNull();
    expect(tells({ enabled: true, command: ['true'] })).toBeNull();
    expect(tells({ enabled: true, command }, 'pre-merge-commit')).toBeNull();
    for (const config of [null, [], { PreCommit: 3 }])
      expect(startedByOvercommit(config, 'pre-commit')).toBeNull();
  });
});

describe('pre-commit and prek', () => {
  const tells = (hook: object, repo: object = { repo: 'https://example.com/pyc-guard' }, top: object = {}) =>
    startedByFramework({ ...top, repos: [{ ...repo, hooks: [hook] }] }, 'pre-merge-commit');
  const local = { repo: 'local' };

  test.each(['pyc-guard', 'pyc-guard-cli'])('our id %s', (id) => {
    expect(tells({ id })).toBe('program');
    expect(tells({ id, stages: ['commit', 'merge-commit'] })).toBe('program');
    expect(tells({ id, stages: ['pre-commit'] })).toBeNull();
    expect(tells({ id, stages: ['manual'] })).toBeNull();
    expect(tells({ id }, undefined, { default_stages: ['pre-push'] })).toBeNull();
    expect(tells({ id, always_run: false, files: 'x' })).toMatchObject({ only: expect.any(String) });
  });

  test('a local hook that starts our script', () => {
    expect(tells({ id: 'any', entry: RUN, always_run: true }, local)).toEqual(STARTED);
    expect(tells({ id: 'any', entry: RUN }, local)).toEqual(STARTED);
    expect(tells({ id: 'any', entry: RUN, types: ['python'] }, local)).toMatchObject({
      only: expect.stringContaining('types'),
    });
    expect(tells({ id: 'pyc-guard', entry: 'true' }, local)).toBeNull();
  });

  test.each([null, [], { repos: 3 }, { repos: [3, { hooks: [null] }] }])('%j starts nothing', (config) => {
    expect(startedByFramework(config, 'pre-commit')).toBeNull();
  });
});
