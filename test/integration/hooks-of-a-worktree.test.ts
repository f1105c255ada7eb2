import { expect, test } from '@jest/globals';
import { linkedWorkTree } from '../helpers/linked-work-tree.ts';
import { TestRepo } from '../helpers/repo.ts';

/**
 * An absolute core.hooksPath has the hooks of one work tree run in all (husky writes a relative one, people
 * and other tools both).
 */
test('a core.hooksPath that leads into another work tree is told from one that leads away', () => {
  const repo = new TestRepo();
  repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.write('.githooks/pre-commit', '#!/bin/sh\necho theirs >>"$HOME/ran"\n', 0o755);
  repo.commitAll();
  const [, major, minor] = /(\d+)\.(\d+)/.exec(repo.git('--version')) ?? [];
  const hasConfigHooks = Number(major) * 1000 + Number(minor) >= 2054;
  repo.git('config', 'core.hooksPath', repo.path('.githooks'));
  const { cwd, commit } = linkedWorkTree(repo);
  const doctor = () => repo.guardJson(['doctor'], { cwd });

  expect(commit()).toBe(0);
  expect(doctor()).toMatchObject({ exitCode: 1 });
  if (!hasConfigHooks) {
    expect(repo.guardJson(['install'], { cwd })).toMatchObject({
      exitCode: 2,
      error: { hint: expect.stringContaining(`-C ${repo.root} install`) },
    });
    expect(doctor().findings).toMatchObject([
      { code: 'hook-foreign', fix: `npx pyc-guard -C ${repo.root} install` },
      { code: 'hook-absent', fix: `npx pyc-guard -C ${repo.root} install` },
    ]);
  }
  expect(repo.guard(['install'])).toMatchObject({ code: 0 });

  expect(commit()).toBe(1);
  expect(doctor()).toMatchObject({ exitCode: 0, findings: [] });
  expect(repo.guard(['install'], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('the hook is installed already'),
  });

  // what lies in another work tree is taken away from there
  const before = repo.read('.githooks/pre-commit');
  expect(repo.guard(['uninstall'], { cwd })).toMatchObject({ code: 0 });
  expect(repo.read('.githooks/pre-commit')).toBe(before);
  expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });
  expect(commit()).toBe(0);
  expect(doctor()).toMatchObject({ exitCode: 1 });
});
