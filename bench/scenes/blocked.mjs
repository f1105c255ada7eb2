import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo, run } from '../scratch.mjs';

export const title = 'The gate on a commit that it blocks: 1,000 tracked files';
export const rounds = 30;

export function setUp(folder) {
  const repo = makeRepo(join(folder, 'repo'), 1000);
  run(repo, ['git', 'checkout', '--quiet', '--force']);
  run(repo, [process.execPath, GUARD, 'install', '--no-gitignore']);
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty', 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  for (let i = 0; i < 30; i++) writeFileSync(join(repo, `cache_${i}.pyc`), '');
  run(repo, ['git', 'add', '--force', '.']);
  const commit = ['commit', '--quiet', '--message', 'caches'];
  const common = { cwd: repo, env, exitCode: 1 };
  return {
    cases: [
      {
        name: 'hook that only says no',
        run: ['git', '-c', `core.hooksPath=${join(folder, 'empty')}`, ...commit],
        ...common,
      },
      { name: 'pyc-guard, 30 cache files', run: ['git', ...commit], ...common },
    ],
    goals: [],
  };
}
