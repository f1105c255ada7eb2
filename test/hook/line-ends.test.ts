import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { freshClone } from '../helpers/fresh-clone.ts';
import { snapshot, TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const PATH = process.env.PATH ?? '';
const programs = ['sh', 'dash', 'bash', 'busybox'].flatMap((name) => {
  const program = PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
  return program === undefined ? [] : [{ name, program }];
});

/** Runs the team's hook by `sh -e`, as husky does, whatever shell that is. */
const STARTER = `#!/bin/sh
exec sh -e ".husky/\${0##*/}" "$@"
`;
const THEIRS = 'echo theirs >>"$HOME/ran" #\n';

/** A repository in which git has checked out the team's hooks with CR LF. */
function withCrLf(folder: string, hook: string): TestRepo {
  const repo = new TestRepo();
  repo.git('config', 'core.autocrlf', 'true');
  repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.write(`${folder}/pre-commit`, hook, 0o755);
  repo.commitAll();
  rmSync(repo.path(`${folder}/pre-commit`));
  repo.git('checkout', '--quiet', '.');
  expect(repo.read(`${folder}/pre-commit`)).toBe(hook.replaceAll('\n', '\r\n'));
  return repo;
}

/** The exit code of a commit of one new file; what was committed or staged is taken back. */
function commit(repo: TestRepo, name: string, PATH: string): number | null {
  repo.write(name, 'new\n');
  repo.git('add', '--force', name);
  const { code } = repo.tryGit(['commit', '--quiet', '--message', 'a try'], { env: { PATH } });
  repo.git('reset', '--quiet', ...(code === 0 ? ['HEAD~1'] : []));
  rmSync(repo.path(name));
  return code;
}

const traces = (repo: TestRepo): number => {
  const { stdout } = repo.run('sh', ['-c', 'cat "$HOME/ran" && rm "$HOME/ran" || :']);
  return stdout.split('\n').length - 1;
};

describe('with hooks that core.autocrlf has checked out with CR LF', () => {
  test('under sh -e in each shell, bytecode is blocked, the team’s hook runs, and doctor sees both', () => {
    const repo = withCrLf('.husky', THEIRS);
    repo.write('.husky/_/pre-commit', STARTER, 0o755);
    repo.write('.husky/_/.gitignore', '*');
    repo.git('config', 'core.hooksPath', '.husky/_');
    const before = snapshot(repo.root, ['.git']);
    expect(repo.guard(['install', '--hook-type', 'pre-commit'])).toMatchObject({ code: 0 });
    expect(repo.read('.husky/pre-commit')).toMatch(/^# >>> pyc-guard >>>.*\r\n/);
    expect(repo.read('.husky/pyc-guard')).not.toContain('\r');
    expect(programs.length).toBeGreaterThan(0);
    for (const { name, program } of programs) {
      const folder = scratchFolder();
      symlinkSync(program, join(folder, 'sh'));
      const path = [folder, PATH].join(delimiter);
      expect([name, commit(repo, 'm.pyc', path), traces(repo)]).toEqual([name, 1, 1]);
      expect([name, commit(repo, 'clean.py', path), traces(repo)]).toEqual([name, 0, 1]);
    }
    const { findings } = repo.guardJson(['doctor']);
    const said = findings.map(({ path, message }: { path?: string; message: string }) => path ?? message);
    expect(said).toEqual(['pre-merge-commit: the pyc-guard hook is not installed']);

    expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });
    expect(snapshot(repo.root, ['.git'])).toEqual(before);
    expect(repo.status()).toEqual([]);
  });

  test('in a folder that git itself takes hooks from, what is committed works in every clone', () => {
    const repo = withCrLf('.githooks', `#!/bin/sh\n${THEIRS}`);
    repo.git('config', 'core.hooksPath', '.githooks');
    const before = snapshot(repo.root, ['.git']);
    expect(repo.guard(['install', '--hook-type', 'pre-commit'])).toMatchObject({ code: 0 });
    // Windows starts it; Linux takes the CR for a part of the shell's name, and doctor knows
    if (process.platform !== 'win32') expect(repo.guardJson(['doctor']).exitCode).toBe(1);
    repo.git('commit', '--quiet', '--no-verify', '--all', '--message', 'for everybody');
    expect(repo.status()).toEqual([]);
    for (const autocrlf of ['true', 'false', 'input']) {
      const clone = freshClone(repo);
      clone.git('config', 'core.autocrlf', autocrlf);
      clone.git('rm', '--quiet', '-r', '--cached', '.');
      clone.git('reset', '--quiet', '--hard');
      clone.git('config', 'core.hooksPath', '.githooks');
      expect([autocrlf, commit(clone, 'm.pyc', PATH), traces(clone)]).toEqual([autocrlf, 1, 1]);
      expect([autocrlf, commit(clone, 'clean.py', PATH), traces(clone)]).toEqual([autocrlf, 0, 1]);
    }
    expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });
    expect(snapshot(repo.root, ['.git'])).toEqual(before);
  });
});
