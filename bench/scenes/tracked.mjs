import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo } from '../scratch.mjs';

export const title = 'check --tracked';
export const large = true;
export const rounds = 15;

const FLOOR = 'node -e 0';
const START = 'pyc-guard --version';
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
      goals: [
        {
          says: `${label} entries, to git ls-files with the pathspecs and node -e 0`,
          value: (t) => t.ms(`pyc-guard, ${label}`) / (t.ms(`git ls-files, ${label}`) + t.ms(FLOOR)),
          atMost: 1.2,
        },
        {
          says: 'that git and a pyc-guard that reads its options and stops, to the same',
          value: (t) =>
            (t.ms(`git ls-files, ${label}`) + t.ms(START)) / (t.ms(`git ls-files, ${label}`) + t.ms(FLOOR)),
        },
      ],
    };
  });
  return {
    cases: [
      { name: FLOOR, run: [process.execPath, '-e', '0'], env },
      { name: START, run: [process.execPath, GUARD, '--version'], env },
      ...scenes.flatMap(({ cases }) => cases),
    ],
    goals: scenes.flatMap(({ goals }) => goals),
  };
}
