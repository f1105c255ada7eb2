import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

const LINES = '# Python bytecode (pyc-guard)\n__pycache__/\n*.py[cod]\n*$py.class\n';

/** Has git look for the user's excludes at a place. @returns that place, below the home */
type Arrange = (repo: TestRepo) => string;

const PLACES: readonly (readonly [string, Arrange])[] = [
  ['where git looks unasked', () => '.config/git/ignore'],
  [
    'that the configuration names',
    (repo) => {
      repo.git('config', '--global', 'core.excludesFile', '~/my excludes');
      return 'my excludes';
    },
  ],
  [
    'that a file names which the configuration includes',
    (repo) => {
      writeFileSync(join(repo.home, 'work'), '[core]\n\texcludesFile = ~/excludes\n');
      repo.git('config', '--global', 'include.path', '~/work');
      return 'excludes';
    },
  ],
];

describe('ignore --global patches the excludes file', () => {
  test.each(PLACES)('%s', (_name, arrange) => {
    const repo = new TestRepo();
    const file = join(repo.home, arrange(repo));
    expect(repo.guard(['ignore', '--global'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${file} ignores Python caches now`),
    });
    expect(readFileSync(file, 'utf8')).toBe(LINES);
    expect(repo.tryGit(['check-ignore', '--quiet', 'm.pyc'])).toMatchObject({ code: 0 });
    const again = repo.guard(['ignore', '--global']);
    expect(again).toMatchObject({ code: 0, stdout: 'nothing to add: Python caches are ignored\n' });
  });
});
