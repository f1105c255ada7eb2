import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { runWithFault } from './failing-calls.ts';

/** Enough for workers to share the deletion. */
const MANY = 6000;

test.each([1, MANY / 2])(
  'a worker of clean that is killed at deletion %i: partly done, and the next run does the rest',
  async (at) => {
    const repo = new TestRepo();
    mkdirSync(repo.path('__pycache__'));
    for (let i = 0; i < MANY; i++) {
      writeFileSync(repo.path(`m${i}.py`), '');
      writeFileSync(repo.path(`__pycache__/m${i}.cpython-313.pyc`), '');
    }
    const { code, stdout } = await runWithFault(repo, ['clean', '--json'], { at, fault: 'kill one' });
    const { error, actions } = JSON.parse(stdout);
    expect([code, error.code]).toEqual([2, 'partly-done']);
    expect(error.message).toMatch(
      /^partly done: a process that was deleting .*; done: delete at least [0-9,]+ files? and /,
    );
    const left = new Set(readdirSync(repo.path('__pycache__')));
    for (const { path } of actions) expect(left.has(path.slice('__pycache__/'.length))).toBe(false);
    expect(repo.guardJson(['clean'])).toMatchObject({ exitCode: 0, summary: { files: left.size } });
  },
);
