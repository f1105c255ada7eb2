import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Ran, TestRepo } from '../helpers/repo.ts';

/** What people make with `git clone --bare URL .bare; echo 'gitdir: ./.bare' >.git; git worktree add main`. */
let top: TestRepo;

beforeEach(() => {
  const origin = new TestRepo();
  origin.write('a.txt');
  origin.commitAll();
  top = new TestRepo();
  top.run('rm', ['-rf', '.git']);
  top.git('clone', '-q', '--bare', origin.root, '.bare');
  top.write('.git', 'gitdir: ./.bare\n');
  top.git('worktree', 'add', '-q', 'main');
});

function commitBytecode(): Ran {
  const main = { cwd: top.path('main') };
  top.write('main/m.pyc');
  top.tryGit(['add', '-f', 'm.pyc'], main);
  return top.tryGit(['commit', '-qm', 'bytecode'], main);
}

describe('a bare repository beside its work trees', () => {
  test.each([['.'], ['.bare'], ['main']])('install in %s guards the work trees', (folder) => {
    expect(top.guard(['-C', folder, 'install'])).toMatchObject({ code: 0 });
    expect(commitBytecode()).toMatchObject({ code: 1, stderr: expect.stringContaining('m.pyc') });
    expect(
      top.guardJson(['-C', 'main', 'doctor']).findings.map((each: { code: string }) => each.code),
    ).toEqual(
      folder === 'main'
        ? ['cache-file']
        : ['ignore-missing', 'ignore-missing', 'ignore-missing', 'cache-file'],
    );
    expect(top.guard(['-C', folder, 'uninstall']).code).toBe(0);
    expect(commitBytecode().code).toBe(0);
    expect(top.read('.bare/config')).not.toContain('[pyc-guard]');
  });

  test('install works there before the first work tree is made', () => {
    top.git('worktree', 'remove', 'main');
    expect(top.guard(['install']).code).toBe(0);
    top.git('worktree', 'add', '-q', 'main');
    expect(commitBytecode().code).toBe(1);
  });

  test('install says that each work tree has ignore rules of its own', () => {
    expect(top.guardJson(['install']).warnings).toMatchObject([{ code: 'not-ignored' }]);
  });

  test('where each work tree has a hooks folder of its own, install sends you there', () => {
    top.git('config', 'core.hooksPath', '.githooks');
    expect(top.guardJson(['install'])).toMatchObject({
      exitCode: 2,
      error: { code: 'hooks-path-outside', hint: expect.stringContaining(join(top.root, 'main')) },
    });
  });

  test.each([['doctor'], ['check'], ['fix']])('%s says in which work tree to run it', (command) => {
    expect(top.guardJson([command])).toMatchObject({
      exitCode: 2,
      error: { code: 'bare-repository', hint: expect.stringContaining('`-C main`') },
    });
  });
});

test('a work tree that inherits core.bare is told how to be one again', () => {
  top.git('config', 'extensions.worktreeConfig', 'true');
  const main = { cwd: top.path('main') };
  for (const command of ['install', 'doctor'])
    expect(top.guardJson([command], main)).toMatchObject({
      exitCode: 2,
      error: {
        code: 'bare-repository',
        hint: expect.stringContaining('`git config --worktree core.bare false`'),
      },
    });
  top.tryGit(['config', '--worktree', 'core.bare', 'false'], main);
  expect(top.guard(['install'], main).code).toBe(0);
  expect(commitBytecode().code).toBe(1);
});

test('a repository in which core.bare was set by mistake is not taken for a server', () => {
  const repo = new TestRepo();
  repo.write('a.txt');
  repo.commitAll();
  repo.git('config', 'core.bare', 'true');
  for (const command of ['install', 'doctor'])
    expect(repo.guardJson([command])).toMatchObject({
      exitCode: 2,
      error: { code: 'bare-repository', hint: expect.stringContaining('`git config core.bare false`') },
    });
});
