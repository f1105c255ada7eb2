import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';
import { testWith } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

test('install waits for another git that edits the configuration', () => {
  const repo = new TestRepo();
  repo.write('.git/config.lock', '');
  const release = spawn('sh', ['-c', 'sleep 1.5; rm .git/config.lock'], { cwd: repo.root, stdio: 'ignore' });
  release.unref();
  expect(repo.guard(['install'])).toMatchObject({ code: 0 });
  expect(repo.git('config', '--get-all', 'pyc-guard.hook')).toBe('pre-commit\npre-merge-commit\n');
});

testWith('POSIX programs')('a git that a signal ends while it is asked is named, with its command', () => {
  const repo = new TestRepo();
  const folder = scratchFolder();
  const dying = `#!/bin/sh
for word; do case $word in --git-path) kill -TERM $$ ;; esac; done
PATH=\${PATH#*:} exec git "$@"
`;
  writeFileSync(join(folder, 'git'), dying, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH}` };
  expect(repo.guard(['install'], { env })).toMatchObject({
    code: 2,
    stderr: 'error: git rev-parse was ended by a signal\nhint: Run the same command again.\n',
  });
});
