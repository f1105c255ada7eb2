import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo } from '../scratch.mjs';

export const title = 'ignore: a .gitignore of 100,000 lines';
export const rounds = 15;

export function setUp(folder) {
  const cwd = makeRepo(join(folder, 'repo'), 100);
  const lines = Array.from({ length: 100_000 }, (_, i) => `folder_${i % 500}/file_${i}.tmp\n`).join('');
  const before = () => writeFileSync(join(cwd, '.gitignore'), lines);
  const check = ['git', 'check-ignore', '-q', 'a/__pycache__/b.pyc'];
  return {
    cases: [
      { name: 'git check-ignore of one path', run: check, exitCode: 1, cwd, env, before },
      { name: 'pyc-guard ignore', run: [process.execPath, GUARD, 'ignore'], cwd, env, before },
    ],
    goals: [],
  };
}
