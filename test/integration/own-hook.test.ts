import { existsSync, readFileSync, statSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

const HOOK = '.git/hooks/pre-commit';
const RAN = 'echo ran >>"$(git rev-parse --git-dir)/ran"';

/** Hooks as people have them. Each says that it ran. */
const HOOKS: Readonly<Record<string, string>> = {
  'that runs what is in a folder of its name': `#!/bin/sh\nfor part in "$0".d/*; do "$part" || exit; done\n`,
  'that asks basename for its name': `#!/bin/sh\n[ "$(basename "$0")" = pre-commit ] || exit 1\n${RAN}\n`,
  'that cuts its name out of $0': `#!/bin/sh\ncase \${0##*/} in pre-commit) ${RAN} ;; *) exit 1 ;; esac\n`,
  'that ends in exec': `#!/bin/sh\n${RAN}\nexec true\n`,
  'with set -e': `#!/bin/sh\nset -e\n${RAN}\n`,
  'with set -eu': `#!/bin/sh -eu\n${RAN}\n`,
  'that starts itself anew': `#!/bin/sh\nif [ -z "\${AGAIN-}" ]; then AGAIN=1 exec "$0" "$@"; fi\n${RAN}\n`,
  'that wants bash and goes on in it': `#!/bin/sh\n[ -n "$BASH_VERSION" ] || exec bash "$0" "$@"\n${RAN}\n`,
  'without a #! line': `${RAN}\n`,
  'without a final line end': `#!/bin/sh\n${RAN}`,
  'for bash': `#!/usr/bin/env bash\nset -euo pipefail\n[[ -n $BASH_VERSION ]] && ${RAN}\n`,
  'for zsh': `#!/usr/bin/env zsh\n[[ -n $ZSH_VERSION ]] && ${RAN}\n`,
  'in Python': `#!/usr/bin/env python3\nimport subprocess\nsubprocess.run(${JSON.stringify(RAN)}, shell=True, check=True)\n`,
};

/** With the hook, installed. */
function withHook(content: string, mode = 0o755): TestRepo {
  const repo = new TestRepo();
  repo.write(HOOK, content, mode);
  if (content.includes('"$0".d')) repo.write(`${HOOK}.d/10-check`, `#!/bin/sh\n${RAN}\n`, 0o755);
  repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.git('add', '.gitignore');
  expect(repo.guard(['install']).code).toBe(0);
  return repo;
}

const ran = (repo: TestRepo): number =>
  existsSync(repo.path('.git/ran')) ? repo.read('.git/ran').split('\n').length - 1 : 0;

describe.each(Object.entries(HOOKS))('a hook of your own %s', (_, content) => {
  test('still runs, once, and bytecode is blocked behind it', () => {
    const repo = withHook(content);
    expect(repo.tryGit(['commit', '-qm', 'clean']).code).toBe(0);
    expect(ran(repo)).toBe(1);
    repo.write('m.pyc');
    repo.git('add', '-f', 'm.pyc');
    const { code, stderr } = repo.tryGit(['commit', '-qm', 'bytecode']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('m.pyc') });
  });

  test('is after uninstall what it was, byte for byte, with its mode', () => {
    const repo = withHook(content, 0o750);
    expect(repo.guard(['install']).code).toBe(0);
    const { code, stdout } = repo.guard(['uninstall']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`restored ${HOOK}\n`) });
    expect(readFileSync(repo.path(HOOK), 'utf8')).toBe(content);
    expect(statSync(repo.path(HOOK)).mode & 0o777).toBe(0o750);
    expect(existsSync(repo.path('.git/hooks/pyc-guard'))).toBe(false);
  });
});

test('a hook that fails still stops the commit, with its own exit status', () => {
  const repo = withHook('#!/bin/sh\necho no >&2\nexit 1\n');
  expect(repo.tryGit(['commit', '-qm', 'x'])).toMatchObject({ code: 1, stderr: 'no\n' });
});

test('lines that another tool appends run, and outlast install and uninstall', () => {
  const repo = withHook('#!/bin/sh\ntrue\n');
  const appended = `${repo.read(HOOK)}${RAN}\n`;
  repo.write(HOOK, appended);
  repo.guard(['install']);
  repo.git('commit', '-qm', 'clean');
  expect(ran(repo)).toBe(1);
  repo.guard(['uninstall']);
  expect(repo.read(HOOK)).toBe(`#!/bin/sh\ntrue\n${RAN}\n`);
});

test('your own pre-push hook reads what git pushes, and so does ours', () => {
  const repo = new TestRepo();
  repo.write('.git/hooks/pre-push', '#!/bin/sh\ncat >"$(git rev-parse --git-dir)/pushed"\n', 0o755);
  repo.guard(['install', '--hook-type', 'pre-push', '--no-gitignore']);
  repo.write('a.txt');
  repo.commitAll();
  const remote = new TestRepo(['--bare']);
  repo.git('push', '-q', remote.root, 'main');
  expect(repo.read('.git/pushed')).toMatch(/^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);
  repo.write('m.pyc');
  repo.commitAll();
  expect(repo.tryGit(['push', '-q', remote.root, 'main']).code).not.toBe(0);
});

const PARTS = `#!/usr/bin/env python3
import glob, subprocess, sys
for part in glob.glob(sys.argv[0] + '.d/*'): subprocess.run([part], check=True)
`;

test('a Python hook finds what lies beside it by its own name, also where it had to be moved', () => {
  const repo = new TestRepo();
  repo.write(HOOK, PARTS, 0o755);
  repo.write(`${HOOK}.d/10-check`, '#!/bin/sh\necho checked >&2\n! git diff --cached | grep -q BAD\n', 0o755);
  expect(repo.guard(['install', '--via', 'file', '--no-gitignore']).code).toBe(0);
  repo.write('a.txt', 'BAD\n');
  repo.git('add', 'a.txt');
  expect(repo.tryGit(['commit', '-qm', 'bad']).code).toBe(1);
  repo.write('a.txt', 'good\n');
  repo.git('add', 'a.txt');
  expect(repo.tryGit(['commit', '-qm', 'good'])).toMatchObject({ code: 0, stderr: 'checked\n' });
  expect(repo.guard(['uninstall']).code).toBe(0);
  expect(repo.read(HOOK)).toBe(PARTS);
  expect(existsSync(repo.path('.git/hooks.before-pyc-guard'))).toBe(false);
  expect(existsSync(repo.path(`${HOOK}.d/10-check`))).toBe(true);
});

test('a Python hook that had to be moved finds what is put beside it later', () => {
  const repo = new TestRepo();
  const content =
    '#!/usr/bin/env python3\nimport os, runpy, sys\nrunpy.run_path(os.path.dirname(sys.argv[0]) + "/later.py")\nimport later\n';
  repo.write(HOOK, content, 0o755);
  repo.guard(['install', '--via', 'file', '--no-gitignore']);
  expect(repo.tryGit(['commit', '--allow-empty', '-qm', 'before']).code).toBe(1);
  repo.write('.git/hooks/later.py', 'print("later")\n');
  const { code, stderr } = repo.tryGit(['commit', '--allow-empty', '-qm', 'after']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'later\nlater\n' });
  repo.guard(['uninstall']);
  expect(repo.read(HOOK)).toBe(content);
  expect(existsSync(repo.path('.git/hooks.before-pyc-guard'))).toBe(false);
  expect(repo.read('.git/hooks/later.py')).toBe('print("later")\n');
});

/** What git-lfs 3.3 writes as pre-push. */
const LFS = `#!/bin/sh
command -v git-lfs >/dev/null 2>&1 || { echo >&2 "\\nThis repository is configured for Git LFS but 'git-lfs' was not found on your path. If you no longer wish to use Git LFS, remove this hook by deleting '.git/hooks/pre-push'.\\n"; exit 2; }
git lfs pre-push "$@"
`;

test('doctor misses a hook that was installed and that git-lfs has overwritten, and a plain install puts it back', () => {
  const repo = new TestRepo();
  repo.guard([
    'install',
    '--hook-type',
    'pre-push',
    '--hook-type',
    'pre-commit',
    '--hook-type',
    'pre-merge-commit',
  ]);
  repo.write('.git/hooks/pre-push', LFS, 0o755);
  expect(repo.guardJson(['doctor']).findings).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'hook-foreign', path: '.git/hooks/pre-push' })]),
  );
  expect(repo.guard(['install']).code).toBe(0);
  expect(repo.guard(['doctor']).code).toBe(0);
  repo.write('bin/git-lfs', '#!/bin/sh\ncat\n', 0o755);
  const remote = new TestRepo(['--bare']);
  repo.write('m.pyc');
  repo.git('add', '-f', 'm.pyc');
  repo.git('commit', '-qnm', 'bytecode');
  const env = { PATH: `${repo.path('bin')}:${process.env.PATH}` };
  const { code, stderr } = repo.tryGit(['push', '-q', remote.root, 'main'], { env });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('m.pyc') });
  repo.guard(['uninstall']);
  expect(repo.read('.git/hooks/pre-push')).toBe(LFS);
});

test('what git-branchless appends to our hook runs, and outlasts install and uninstall', () => {
  const repo = new TestRepo();
  const hook = '.git/hooks/reference-transaction';
  const lines = `## START BRANCHLESS CONFIG\n\n${RAN}\n## END BRANCHLESS CONFIG\n`;
  repo.guard(['install', '--hook-type', 'reference-transaction', '--no-gitignore']);
  repo.write(hook, repo.read(hook) + lines);
  repo.guard(['install', '--hook-type', 'reference-transaction', '--no-gitignore']);
  repo.git('commit', '--allow-empty', '-qm', 'x');
  expect(ran(repo)).toBeGreaterThan(0);
  repo.write('m.pyc');
  repo.git('add', '-f', 'm.pyc');
  expect(repo.tryGit(['commit', '-qm', 'bytecode']).code).not.toBe(0);
  repo.guard(['uninstall']);
  expect(repo.read(hook)).toBe(`#!/bin/sh\n${lines}`);
});
