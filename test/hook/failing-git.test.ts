import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { head } from '../helpers/remote.ts';
import { type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const ZEROS = '0'.repeat(40);

interface Run {
  readonly event: string;
  readonly name: string;
  readonly args?: readonly string[];
  /** Brings the repository there. @returns what the hook reads */
  readonly arrange: (repo: TestRepo) => string;
}

/** `main` is clean, and the commit that is named holds bytecode. */
function withCommits(repo: TestRepo): { before: string; tip: string } {
  repo.write('good.py');
  repo.commitAll();
  const before = head(repo);
  repo.write('m.pyc');
  repo.commitAll();
  const tip = head(repo);
  repo.git('reset', '--quiet', '--hard', before); // no ref has the tip
  return { before, tip };
}

const RUNS: readonly Run[] = [
  {
    event: 'pre-commit',
    name: 'a commit',
    arrange: (repo) => {
      withCommits(repo);
      repo.write('m.pyc');
      repo.git('add', '--force', 'm.pyc');
      return '';
    },
  },
  {
    event: 'pre-push',
    name: 'a push',
    args: ['origin', 'url'],
    arrange: (repo) => {
      const { before, tip } = withCommits(repo);
      return `refs/heads/main ${tip} refs/heads/main ${before}\n`;
    },
  },
  {
    event: 'pre-push',
    name: 'a push of a tree',
    args: ['origin', 'url'],
    arrange: (repo) => `refs/tags/t ${head(repo, `${withCommits(repo).tip}^{tree}`)} refs/tags/t ${ZEROS}\n`,
  },
  {
    event: 'pre-receive',
    name: 'a push',
    arrange: (repo) => {
      const { before, tip } = withCommits(repo);
      return `${before} ${tip} refs/heads/main\n`;
    },
  },
  {
    event: 'reference-transaction',
    name: 'a branch that moves',
    args: ['prepared'],
    arrange: (repo) => {
      const { before, tip } = withCommits(repo);
      return `${before} ${tip} refs/heads/main\n`;
    },
  },
  {
    event: 'reference-transaction',
    name: 'a branch of which git does not say what it was',
    args: ['prepared'],
    arrange: (repo) => `${ZEROS} ${withCommits(repo).tip} refs/heads/main\n`,
  },
  {
    event: 'reference-transaction',
    name: 'the first commit of all',
    args: ['prepared'],
    arrange: (repo) => {
      repo.write('m.pyc');
      repo.git('add', '--force', 'm.pyc');
      const commit = repo.git('commit-tree', '-m', 'first', repo.git('write-tree').trim()).trim();
      return `${ZEROS} ${commit} refs/heads/main\n`;
    },
  },
];

describe.each(RUNS)('$event, $name', ({ event, args = [], arrange }) => {
  test.each([1, 2, 128, 139])('is blocked whichever of its gits fails with exit code %i', (exitCode) => {
    const repo = new TestRepo();
    const input = arrange(repo);
    const calls = join(repo.home, 'calls');
    const git = repo.run('sh', ['-c', 'command -v git']).stdout.trim();
    repo.write(
      '../bin/git',
      `#!/bin/sh\necho >>'${calls}'\n[ "$(wc -l <'${calls}')" -ne "$FAILS" ] || exit ${exitCode}\nexec '${git}' "$@"\n`,
      0o755,
    );
    const PATH = `${repo.path('../bin')}:${process.env.PATH}`;
    const hook = (fails: number): Ran & { readonly calls: number } => {
      if (existsSync(calls)) rmSync(calls);
      const env = { PATH, FAILS: `${fails}` };
      const ran = repo.run('sh', [join(PROJECT, 'hooks', event), ...args], { input, env });
      return { ...ran, calls: readFileSync(calls, 'utf8').length };
    };
    const whole = hook(0);
    expect(whole).toMatchObject({ code: 1, stderr: expect.stringContaining('m.pyc') });
    for (let fails = 1; fails <= whole.calls; fails++) {
      expect({ fails, code: hook(fails).code }).toEqual({ fails, code: 1 });
    }
  });
});
