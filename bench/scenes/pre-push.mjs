import { join } from 'node:path';
import { makeHistory } from '../make-history.mjs';
import { env, PROJECT, run } from '../scratch.mjs';

export const title = 'pre-push: the first push of 10,000 commits';
export const large = true;
export const rounds = 15;

export function setUp(folder) {
  const cwd = makeHistory(join(folder, 'history'), 10_000);
  const tip = run(cwd, ['git', 'rev-parse', 'main']);
  const input = `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(tip.length)}\n`;
  const gate = join(PROJECT, 'hooks', 'pre-push');
  return {
    cases: [
      { name: 'git rev-list --objects', run: ['git', 'rev-list', '--objects', 'main'], cwd, env },
      { name: 'pyc-guard', run: [gate, 'origin', 'url'], cwd, env, input },
    ],
    goals: [],
  };
}
