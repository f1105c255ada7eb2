import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';

const HOOK = '.git/hooks/pre-commit';

/** What the first version installed: it moved your hook to another name, and started it first. */
const FIRST_VERSION = `#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of commits. Needs git and nothing else.
previous=\${0%.legacy}.before-pyc-guard
if [ -x "$previous" ]; then
	"$previous" "$@" || exit
fi
git diff --cached --quiet --diff-filter=d -- ':(top,icase)*.py[co]'
exit 1
`;

const RAN = '>>"$(git rev-parse --git-dir)/ran"';
const SHELL = `#!/bin/sh\nname=\${0##*/}\necho "$name" ${RAN}\n`;
const PYTHON = `#!/usr/bin/env python3
import os, subprocess, sys
subprocess.run('echo ' + os.path.basename(sys.argv[0]) + ' ${RAN}', shell=True, check=True)
`;

const HOOKS: readonly (readonly [string, string, number, 'file' | 'link'])[] = [
  ['in shell', SHELL, 0o755, 'file'],
  ['in shell that git skipped', SHELL, 0o644, 'file'],
  ['in Python', PYTHON, 0o750, 'file'],
  ['in Python that git skipped', PYTHON, 0o640, 'file'],
  ['that is a link', SHELL, 0o755, 'link'],
];

test.each(HOOKS)(
  'a hook %s that the first version had renamed gets its name back',
  (_, content, mode, type) => {
    const repo = new TestRepo();
    repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
    repo.commitAll();
    mkdirSync(repo.path('.git/hooks'), { recursive: true });
    if (type === 'file') repo.write(HOOK, content, mode);
    else {
      repo.write('tools/hook', content, mode);
      symlinkSync('../../tools/hook', repo.path(HOOK));
    }
    const before = snapshot(repo.path('.git'), ['objects', 'index', 'ran', 'COMMIT_EDITMSG', 'logs', 'refs']);
    renameSync(repo.path(HOOK), repo.path(`${HOOK}.before-pyc-guard`));
    repo.write(HOOK, FIRST_VERSION, 0o755);
    expect(repo.guard(['install', '--via', 'file']).code).toBe(0);
    expect(repo.guard(['doctor']).code).toBe(0);
    expect(existsSync(repo.path(`${HOOK}.before-pyc-guard`))).toBe(false);
    repo.git('commit', '--allow-empty', '-qm', 'x');
    expect(existsSync(repo.path('.git/ran')) && repo.read('.git/ran')).toBe(
      (mode & 0o100) === 0 ? false : 'pre-commit\n',
    );
    repo.write('m.pyc');
    repo.git('add', '-f', 'm.pyc');
    expect(repo.tryGit(['commit', '-qm', 'bytecode']).code).toBe(1);
    expect(repo.guard(['uninstall']).code).toBe(0);
    expect(
      snapshot(repo.path('.git'), ['objects', 'index', 'ran', 'COMMIT_EDITMSG', 'logs', 'refs']),
    ).toEqual(before);
  },
);
