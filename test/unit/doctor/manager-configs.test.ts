import { describe, expect, test } from '@jest/globals';
import { startedByFramework } from '../../../src/doctor/framework-config.ts';
import { startedByLefthook } from '../../../src/doctor/lefthook-config.ts';

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
