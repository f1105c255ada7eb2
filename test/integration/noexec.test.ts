import { describe, expect, test } from '@jest/globals';
import { NoexecRepo } from '../helpers/noexec.ts';
import { snapshot } from '../helpers/repo.ts';

/** Whether git runs hooks of its configuration, which need no executable file (2.54 and later). */
const hasConfigHooks = (repo: NoexecRepo): boolean => {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(repo.git('--version')) ?? [];
  return Number(major) * 1000 + Number(minor) >= 2054;
};

function repository(init: readonly string[] = []): NoexecRepo {
  const repo = new NoexecRepo(init);
  repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.commitAll();
  return repo;
}

/** The exit code of a commit that adds bytecode, which is then taken back. */
function commitBytecode(repo: NoexecRepo): number | null {
  repo.write('m.pyc');
  repo.git('add', '--force', 'm.pyc');
  const { code } = repo.tryGit(['commit', '--quiet', '--message', 'a cache']);
  repo.git('reset', '--quiet', ...(code === 0 ? ['HEAD~1'] : []));
  return code;
}

describe('on a file system that is mounted with noexec, where git skips hook files', () => {
  test.each([
    ['with git’s samples', []],
    ['without a file that would tell', ['--template=']],
  ])('install takes git’s configuration, or refuses and changes nothing: %s', (_, init) => {
    const repo = repository(init);
    const before = snapshot(repo.root);
    repo.noexec = true;
    const { code, stderr } = repo.guard(['install']);
    if (code === 2) {
      expect(stderr).toMatch(/nothing can be executed on its file system\nhint: .*\bexec\b|--via config/);
      expect(snapshot(repo.root)).toEqual(before);
    }
    // what the hint says for a git that has such hooks
    if (code === 2 && hasConfigHooks(repo)) repo.guard(['install', '--via', 'config']);
    const { exitCode, findings } = repo.guardJson(['doctor']);
    expect(exitCode).toBe(hasConfigHooks(repo) ? 0 : 1);
    // no command is named that would be refused again
    if (code === 2 && !hasConfigHooks(repo) && init.length === 0)
      expect(findings.map(({ code, fix }: { code: string; fix?: string }) => [code, fix])).toEqual([
        ['hook-not-executable', undefined],
        ['hook-not-executable', undefined],
      ]);
    if (repo.isMount) expect(commitBytecode(repo)).toBe(exitCode === 0 ? 1 : 0);
  });

  test('doctor sees a hook that was installed when it still could be started', () => {
    const repo = repository();
    expect(repo.guard(['install', '--via', 'file']).code).toBe(0);
    expect(commitBytecode(repo)).toBe(1);
    repo.noexec = true;
    const { exitCode, findings } = repo.guardJson(['doctor']);
    expect(exitCode).toBe(1);
    expect(findings[0]).toMatchObject({ code: 'hook-not-executable', path: '.git/hooks/pre-commit' });
    if (repo.isMount) expect(commitBytecode(repo)).toBe(0);
    const fixes = findings.flatMap(({ fix }: { fix?: string }) => fix ?? []);
    expect(fixes.length > 0).toBe(hasConfigHooks(repo));
    if (fixes.length === 0) return;
    expect(repo.guard(['install']).code).toBe(0);
    expect(repo.guardJson(['doctor']).exitCode).toBe(0);
  });
});
