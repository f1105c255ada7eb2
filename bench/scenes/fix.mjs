import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo, run } from '../scratch.mjs';

export const title = 'fix: 100,000 tracked cache files among 200,000';
export const large = true;
export const rounds = 9;

export function setUp(folder) {
  const cwd = makeRepo(join(folder, 'repo'), 100_000, 100_000);
  const index = join(cwd, '.git', 'index');
  copyFileSync(index, join(folder, 'index'));
  const names = run(cwd, ['git', 'ls-files', '-z', '*.pyc']);
  const before = () => {
    copyFileSync(join(folder, 'index'), index);
    rmSync(join(cwd, '.gitignore'), { force: true });
  };
  const common = { cwd, env, before };
  const remove = ['update-index', '--force-remove', '-z', '--stdin'];
  return {
    cases: [
      { name: 'git update-index', run: ['git', ...remove], input: names, ...common },
      { name: 'git rm', run: ['git', 'rm', '-r', '-q', '-f', '--cached', '*.pyc'], ...common },
      { name: 'pyc-guard fix', run: [process.execPath, GUARD, 'fix'], ...common },
    ],
    goals: [
      {
        says: 'to the faster of the two git commands',
        value: (t) =>
          Math.max(t.ratio('pyc-guard fix', 'git rm'), t.ratio('pyc-guard fix', 'git update-index')),
        atMost: 1.3,
      },
    ],
  };
}
