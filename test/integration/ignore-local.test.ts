import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const BLOCK = '# Python bytecode (pyc-guard)\n__pycache__/\n*.py[cod]\n*$py.class\n';

/** A repository that tracks bytecode beside its source. */
function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('m.py');
  repo.write('m.pyc');
  repo.commitAll();
  return repo;
}

describe('a .gitignore that is itself ignored', () => {
  const WAYS: readonly (readonly [string, (repo: TestRepo) => void, RegExp])[] = [
    [
      'by .git/info/exclude',
      (repo) => repo.write('.git/info/exclude', '# mine\n.gitignore\n'),
      /\.git\/info\/exclude:2 \.gitignore/,
    ],
    [
      "by the user's excludes",
      (repo) => {
        writeFileSync(join(repo.home, 'excludes'), '.git*\n');
        repo.git('config', '--global', 'core.excludesFile', join(repo.home, 'excludes'));
      },
      /excludes:1 \.git\*/,
    ],
    [
      'by a line in itself',
      (repo) => repo.write('.gitignore', '/.gitignore\n'),
      /\(\.gitignore:1 \/\.gitignore\)/,
    ],
  ];

  test.each(WAYS)('%s stays out of index and commit, and fix says why', (_way, exclude, place) => {
    for (const args of [['fix'], ['fix', '--commit', 'clean up']]) {
      const repo = polluted();
      exclude(repo);
      const report = repo.guardJson(args);
      expect(report).toMatchObject({
        exitCode: 0,
        warnings: [{ code: 'ignore-excluded', message: expect.stringMatching(place) }],
      });
      expect(repo.read('.gitignore')).toContain('*.py[cod]\n');
      expect(repo.tracked()).toEqual(['m.py']);
      if (args.length > 1) {
        expect(repo.git('show', '--name-status', '--format=%s')).toBe('clean up\n\nD\tm.pyc\n');
        expect(repo.status()).toEqual([]);
      }
    }
  });

  test.each(WAYS)(
    '%s is named by ignore, install and doctor, which ask for no commit of it',
    (_way, exclude, place) => {
      const repo = polluted();
      exclude(repo);
      const note = expect.objectContaining({
        code: 'ignore-excluded',
        message: expect.stringMatching(place),
      });
      for (const command of ['ignore', 'doctor', 'install'])
        expect(repo.guardJson([command]).warnings).toContainEqual(note);
      repo.guard(['uninstall', '--gitignore']);
      expect(repo.guard(['ignore']).stdout).not.toContain('next: commit');
    },
  );

  test('is staged as ever where it is tracked', () => {
    const repo = polluted();
    repo.write('.gitignore', '*.log\n');
    repo.commitAll();
    repo.write('.git/info/exclude', '.gitignore\n');
    expect(repo.guardJson(['fix', '--commit', 'x'])).toMatchObject({ exitCode: 0, warnings: [] });
    expect(repo.git('show', 'HEAD:.gitignore')).toBe(`*.log\n${BLOCK}`);
  });
});

describe('ignore --local', () => {
  test.each([
    [
      '# git ls-files --others --exclude-from\n*.swp\n',
      `# git ls-files --others --exclude-from\n*.swp\n${BLOCK}`,
    ],
    ['a\r\nb\r\n', `a\r\nb\r\n${BLOCK.replaceAll('\n', '\r\n')}`],
    ['a', `a\n${BLOCK.replace('guard)', 'guard; the line above had no end)')}`],
    [null, BLOCK],
  ])('writes to .git/info/exclude, and uninstall --gitignore restores %j', (before, after) => {
    const repo = new TestRepo();
    rmSync(repo.path('.git/info'), { recursive: true, force: true });
    if (before !== null) repo.write('.git/info/exclude', before);
    expect(repo.guard(['ignore', '--local'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('.git/info/exclude ignores Python caches now'),
    });
    expect(repo.read('.git/info/exclude')).toBe(after);
    expect(existsSync(repo.path('.gitignore'))).toBe(false);
    expect(repo.tryGit(['check-ignore', '--quiet', 'm.pyc'])).toMatchObject({ code: 0 });
    expect(repo.guard(['ignore', '--local'])).toMatchObject({
      code: 0,
      stdout: 'nothing to add: Python caches are ignored\n',
    });
    expect(repo.guard(['uninstall', '--gitignore'])).toMatchObject({ code: 0 });
    expect(existsSync(repo.path('.git/info/exclude')) ? repo.read('.git/info/exclude') : null).toBe(before);
  });

  test.each([
    ['the file', '.git/info/exclude', 'mine'],
    ['the folder', '.git/info', '.'],
  ])('writes nothing through a link in place of %s, nor does uninstall', (_what, link, target) => {
    for (const folder of ['.', 'linked']) {
      const repo = polluted();
      repo.git('worktree', 'add', '--quiet', 'linked');
      const outside = scratchFolder();
      for (const name of ['mine', 'exclude']) writeFileSync(join(outside, name), `${BLOCK}mine\n`);
      rmSync(repo.path(link), { recursive: true });
      symlinkSync(join(outside, target), repo.path(link));
      const before = snapshot(outside);
      const { exitCode, error } = repo.guardJson(['ignore', '--local'], { cwd: repo.path(folder) });
      expect({ exitCode, error }).toMatchObject({ exitCode: 2, error: { code: 'symbolic-link' } });
      repo.guard(['uninstall', '--gitignore'], { cwd: repo.path(folder) });
      expect(snapshot(outside)).toEqual(before);
    }
  });

  test('in a linked work tree writes where git reads: in the folder that all of them share', () => {
    const repo = new TestRepo();
    repo.write('m.py');
    repo.commitAll();
    repo.git('worktree', 'add', '--quiet', '../side');
    const cwd = repo.path('../side');
    mkdirSync(repo.path('.git/info'), { recursive: true });
    writeFileSync(repo.path('.git/info/exclude'), '');
    expect(repo.guard(['ignore', '--local'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(repo.path('.git/info/exclude'), 'utf8')).toContain('*.py[cod]\n');
    for (const at of [cwd, repo.root])
      expect(repo.tryGit(['check-ignore', '--quiet', 'm.pyc'], { cwd: at })).toMatchObject({ code: 0 });
    expect(repo.guard(['uninstall', '--gitignore'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(repo.path('.git/info/exclude'), 'utf8')).toBe('');
  });

  test.each([['--global'], ['--repair']])('does not go with %s', (other) => {
    expect(new TestRepo().guard(['ignore', '--local', other])).toMatchObject({ code: 2 });
  });
});

test('fix stages and commits what ignore --repair added', () => {
  const repo = new TestRepo();
  repo.write('.gitignore', `${BLOCK.slice(BLOCK.indexOf('\n') + 1)}!*.pyc\n`);
  repo.write('m.py');
  repo.write('m.pyc');
  repo.commitAll();
  expect(repo.guard(['ignore', '--repair'])).toMatchObject({ code: 0 });
  expect(repo.guardJson(['fix', '--commit', 'x'])).toMatchObject({ exitCode: 0, findings: [], warnings: [] });
  expect(repo.git('show', 'HEAD:.gitignore')).toBe(repo.read('.gitignore'));
  expect(repo.status()).toEqual([]);
});
