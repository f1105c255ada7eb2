import { beforeEach, describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';

const CLONE = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet'];

/** A repository with a submodule, and one in that; paths have blanks and quotes. */
function nested(): TestRepo {
  const [inner, outer, top] = [new TestRepo(), new TestRepo(), new TestRepo()];
  inner.write('m.py');
  inner.commitAll();
  outer.write('m.py');
  outer.git(...CLONE, 'add', inner.root, 'in side');
  outer.commitAll();
  top.write('m.py');
  top.git(...CLONE, 'add', outer.root, "it's a sub");
  top.git(...CLONE, 'update', '--init', '--recursive');
  top.commitAll();
  return top;
}

const FOLDERS = ['.', "it's a sub", "it's a sub/in side"];

describe('install --recurse-submodules', () => {
  let repo: TestRepo;
  beforeEach(() => {
    repo = nested();
  });

  const blocked = (): (number | null)[] =>
    FOLDERS.map((folder) => {
      const cwd = repo.path(folder);
      repo.write(`${folder}/m.pyc`);
      repo.tryGit(['add', '--force', 'm.pyc'], { cwd });
      const { code } = repo.tryGit(['commit', '--quiet', '--message', 'a cache'], { cwd });
      return code;
    });

  test('guards every submodule that is checked out, at any depth', () => {
    expect(repo.guard(['install', '--recurse-submodules'])).toMatchObject({ code: 0 });
    expect(blocked()).toEqual([1, 1, 1]);
    expect(repo.guardJson(['doctor']).findings).not.toContainEqual(
      expect.objectContaining({ code: 'hook-absent' }),
    );
  });

  test('without it, submodules stay as they are', () => {
    expect(repo.guard(['install'])).toMatchObject({ code: 0 });
    expect(blocked()).toEqual([1, 0, 0]);
  });

  test('names what it writes as seen from the top', () => {
    const { actions } = repo.guardJson(['install', '--recurse-submodules', '--dry-run']);
    const ignores = actions.filter(({ do: what }: { do: string }) => what === 'patch-ignore');
    expect(ignores.map(({ path }: { path: string }) => path)).toEqual(
      FOLDERS.map((folder) => (folder === '.' ? '.gitignore' : `${folder}/.gitignore`)),
    );
  });

  test('is undone by uninstall --recurse-submodules, byte for byte', () => {
    const before = snapshot(repo.root);
    repo.guard(['install', '--recurse-submodules']);
    expect(snapshot(repo.root)).not.toEqual(before);
    expect(repo.guard(['uninstall', '--recurse-submodules', '--gitignore'])).toMatchObject({ code: 0 });
    expect(snapshot(repo.root)).toEqual(before);
  });

  test('names a submodule that git can not open', () => {
    repo.write("it's a sub/.git", 'no git file\n');
    expect(repo.guardJson(['install', '--recurse-submodules'])).toMatchObject({
      exitCode: 2,
      error: {
        message: expect.stringMatching(/^the submodule .*it's a sub can't be opened: .*invalid gitfile/),
      },
    });
  });

  test('goes with no environment that names one repository', () => {
    const env = { GIT_DIR: repo.path('.git') };
    for (const command of ['install', 'uninstall']) {
      expect(repo.guardJson([command, '--recurse-submodules'], { env })).toMatchObject({
        exitCode: 2,
        error: { code: 'environment' },
      });
    }
  });
});
