import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';

const LINES = '__pycache__/\n*.py[cod]\n*$py.class\n';

function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('m.py', 'x = 1\n');
  repo.write('__pycache__/m.cpython-311.pyc', 'bytecode');
  repo.write('.gitignore', '*.log\n');
  repo.commitAll('polluted');
  return repo;
}

const withoutComment = (text: string): string => text.replace(/^#.*\n/gm, '');

const shell = (repo: TestRepo, script: string) =>
  repo.run('sh', ['-c', script, process.execPath, GUARD], {
    env: { GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' },
  });

const usersHook = (repo: TestRepo, script: string): void => {
  repo.write('.git/hooks/pre-commit', `#!/bin/sh\n${script}\n`, 0o755);
};

const leftovers = (repo: TestRepo): string[] =>
  [...readdirSync(repo.root), ...readdirSync(repo.path('.git'))].filter((name) =>
    /pyc-guard-tmp|\.lock$/.test(name),
  );

describe('an edit that is made meanwhile', () => {
  test('stays where a hook of the user adds to .gitignore while fix --commit runs it', () => {
    const repo = polluted();
    usersHook(repo, 'echo mine >>"$(git rev-parse --show-toplevel)/.gitignore"');
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(withoutComment(repo.read('.gitignore'))).toBe(`*.log\n${LINES}mine\n`);
    expect(withoutComment(repo.git('show', 'HEAD:.gitignore'))).toBe(`*.log\n${LINES}`);
    expect(repo.status()).toEqual([' M .gitignore']);
  });

  test('stays where .gitignore is written anew while fix waits for index.lock', () => {
    const repo = polluted();
    const { code } = shell(
      repo,
      `: >.git/index.lock; "$0" "$1" fix & sleep 0.7; echo mine >.gitignore; rm .git/index.lock; wait $!`,
    );
    expect(code).toBe(0);
    expect(withoutComment(repo.read('.gitignore'))).toBe(`mine\n${LINES}`);
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py']);
  });

  test.each([['fix'], ['fix', '--commit']])(
    '%s %s during a checkout fixes the branch that comes',
    (...args) => {
      const repo = polluted();
      repo.git('branch', 'other');
      repo.git('checkout', '--quiet', 'other');
      repo.write('.gitignore', 'of-the-other\n');
      repo.write('.gitattributes', 'zz.slow filter=slow\n');
      repo.write('zz.slow', 'x\n');
      repo.write('other/__pycache__/n.cpython-311.pyc', 'bytecode');
      repo.git('add', '--all', '--force');
      repo.git('commit', '--quiet', '--message', 'other');
      repo.git('checkout', '--quiet', 'main');
      repo.git('config', 'filter.slow.smudge', 'sleep 0.8; cat');
      const { code, stderr } = shell(
        repo,
        `git checkout --quiet other & sleep 0.3; "$0" "$1" ${args.join(' ')}; code=$?; wait $!; exit $code`,
      );
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      expect(repo.git('symbolic-ref', '--short', 'HEAD')).toBe('other\n');
      expect(withoutComment(repo.read('.gitignore'))).toBe(`of-the-other\n${LINES}`);
      expect(repo.read('.gitignore')).toBe(repo.git('show', ':.gitignore'));
      expect(repo.tracked().filter((path) => path.endsWith('.pyc'))).toEqual([]);
      expect(repo.git('ls-tree', '-r', '--name-only', 'main')).toBe(
        '.gitignore\n__pycache__/m.cpython-311.pyc\nm.py\n',
      );
    },
  );
});

describe('a part of a plan', () => {
  test('that was done is told where the rest can not be, and the next run ends the work', () => {
    const repo = polluted();
    usersHook(repo, 'cd "$(git rev-parse --show-toplevel)" && ln -sf elsewhere .gitignore');
    const { exitCode, error, actions } = repo.guardJson(['fix', '--commit']);
    expect([exitCode, error?.code]).toEqual([2, 'partly-done']);
    expect(error?.message).toMatch(
      /^partly done: .*; done: commit ".*", untrack .*; not done: patch \.gitignore$/,
    );
    expect(actions.map((action: { do: string }) => action.do)).toEqual(['commit', 'untrack']);
    repo.git('checkout', '--', '.gitignore');
    expect(repo.guard(['fix']).code).toBe(0);
    expect(repo.status()).toEqual([]);
  });
});

test.each([[null], ['*.sh text\n']])(
  'what a killed install has written for the team, the next one stages: .gitattributes was %j',
  (before) => {
    const repo = polluted();
    repo.write('.githooks/commit-msg', '#!/bin/sh\n', 0o755);
    if (before !== null) repo.write('.githooks/.gitattributes', before);
    repo.commitAll('hooks');
    repo.git('config', 'core.hooksPath', '.githooks');
    const names = () => repo.git('ls-files', '--stage', '.githooks');
    expect(repo.guard(['install']).code).toBe(0);
    const [whole, written] = [names(), repo.read('.githooks/.gitattributes')];
    // as it is right before the index takes its place: this file is written, nothing else
    repo.git('reset', '--quiet', '--hard');
    repo.git('clean', '--quiet', '--force', '-d', '.githooks');
    repo.write('.githooks/.gitattributes', written);
    expect(repo.guard(['install']).code).toBe(0);
    expect(names()).toBe(whole);
  },
);

describe('a lock of the index', () => {
  test('that a killed run has left is taken away by the next', async () => {
    const repo = polluted();
    usersHook(repo, ': >"$(git rev-parse --git-dir)/hook-runs"; sleep 60');
    const child = spawn(process.execPath, [GUARD, 'fix', '--commit'], {
      cwd: repo.root,
      env: scrubbedEnv(repo.home),
      detached: true,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (!existsSync(repo.path('.git/hook-runs'))) await sleep(20);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    expect(existsSync(repo.path('.git/index.lock'))).toBe(true);
    usersHook(repo, 'exit 0');
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py']);
    expect(leftovers(repo)).toEqual([]);
  });

  test('that a git takes and frees, over and over, is waited for', () => {
    const repo = polluted();
    const { code } = shell(
      repo,
      `i=0; while [ $i -lt 60 ]; do ( set -C; : >.git/index.lock ) 2>/dev/null && rm -f .git/index.lock; i=$((i+1)); done & "$0" "$1" fix; code=$?; wait; exit $code`,
    );
    expect(code).toBe(0);
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py']);
  });

  test('of another git is never taken away', () => {
    const repo = polluted();
    for (const content of ['', `pyc-guard 00000000 ${2 ** 22}\n`, 'DIRC']) {
      repo.write('.git/index.lock', content);
      expect(repo.guardJson(['untrack']).error?.code).toBe('index-locked');
      expect(repo.read('.git/index.lock')).toBe(content);
    }
  });
});

describe('a fault of the machine is no bug', () => {
  test('a TMPDIR that is not there', () => {
    const repo = polluted();
    repo.write('upper.PYC', 'bytecode');
    repo.git('add', '--all', '--force');
    const { code, stderr } = repo.guard(['untrack'], { env: { TMPDIR: join(repo.home, 'gone') } });
    expect([code, stderr.split('\n').length]).toEqual([2, 3]);
  });

  test('a template of git that is not there', () => {
    const repo = polluted();
    repo.write('upper.PYC', 'bytecode');
    repo.git('add', '--all', '--force');
    const { code, stderr } = repo.guard(['untrack'], { env: { GIT_TEMPLATE_DIR: join(repo.home, 'gone') } });
    expect([code, stderr]).not.toEqual([3, expect.anything()]);
  });
});
