import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

/** What users run; the other scripts are for work on this project alone. */
const files = [
  ...readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`),
  'scripts/action.mjs',
];

/** The functions of node:child_process, with the first argument that they are given. */
const START = /(?<![.\w])(spawn|spawnSync|execFile|execFileSync|exec|execSync|fork)\(\s*([^,()]+)/g;

/** How a program is named that was found along absolute folders, or is Node itself. */
const ABSOLUTE = /^(?:process\.execPath|program|file|gitProgram|findProgram)$/;

test('no program is started by a bare name: Windows would look for it in the current folder first', () => {
  const starts = files.flatMap((name) =>
    [...readFileSync(join(PROJECT, name), 'utf8').matchAll(START)].map(([, start, first = '']) => ({
      name,
      start,
      first: first.trim(),
    })),
  );
  expect(starts.map(({ name }) => name)).toContain('src/git/run.ts');
  expect(starts.length).toBeGreaterThan(3);
  expect(starts.filter(({ first }) => !ABSOLUTE.test(first))).toEqual([]);
});
