import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, makeRepo, PROJECT, run } from '../scratch.mjs';

export const title = 'reference-transaction: a commit of one file among 1,000';
export const rounds = 30;

const NAME = 'reference-transaction';

export function setUp(folder) {
  const repo = makeRepo(join(folder, 'repo'), 1000);
  run(repo, ['git', 'checkout', '--quiet', '--force']);
  const hooks = ['none', 'empty', 'ours'].map((name) => join(folder, name));
  const [none, empty, ours] = hooks;
  for (const each of hooks) mkdirSync(each);
  writeFileSync(join(empty, NAME), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  cpSync(join(PROJECT, 'hooks', NAME), join(ours, NAME));
  let turn = 0;
  const commit = (name, path) => ({
    name,
    cwd: repo,
    env,
    run: ['git', '-c', `core.hooksPath=${path}`, 'commit', '--quiet', '--message', 'one file'],
    before: () => {
      writeFileSync(join(repo, 'file.py'), `${turn++}\n`);
      run(repo, ['git', 'add', 'file.py']);
    },
  });
  return {
    cases: [commit('no hook', none), commit('empty hook', empty), commit('pyc-guard', ours)],
    goals: [],
  };
}
