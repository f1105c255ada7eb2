import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo } from '../scratch.mjs';

export const title = 'check --tracked';
export const large = true;
export const rounds = 15;

const PATHSPECS = [
  ':(top,icase)*.py[co]',
  ':(top,icase)*$py.class',
  ':(top,icase,glob)**/__pycache__/**',
  ':(top,exclude,attr:-pyc-guard)',
];

export function setUp(folder) {
  const sizes = [200_000, 1_000_000];
  const scenes = sizes.map((size) => {
    const cwd = makeRepo(join(folder, `${size}`), size);
    const label = size.toLocaleString('en');
    return {
      cases: [
        { name: `git ls-files, ${label}`, run: ['git', 'ls-files', '-z', '--', ...PATHSPECS], cwd, env },
        { name: `pyc-guard, ${label}`, run: [process.execPath, GUARD, 'check', '--tracked'], cwd, env },
      ],
      goal: {
        says: `${label} entries, to git ls-files with the pathspecs and node -e 0`,
        value: (t) => t.ms(`pyc-guard, ${label}`) / (t.ms(`git ls-files, ${label}`) + t.ms('node -e 0')),
        atMost: 1.2,
      },
    };
  });
  return {
    cases: [
      { name: 'node -e 0', run: [process.execPath, '-e', '0'], env },
      ...scenes.flatMap(({ cases }) => cases),
    ],
    goals: scenes.map(({ goal }) => goal),
  };
}
