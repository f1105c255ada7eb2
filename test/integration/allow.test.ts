import { describe, expect, test } from '@jest/globals';
import { type Need, possible } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';
import { stage } from '../helpers/stage.ts';

/** before, where, patterns, after, a path that passes then, one that does not */
const ROWS: readonly (readonly [string, string | null, string, readonly string[], string, string, string])[] =
  [
    ['a new file', null, '.', ['a/**'], 'a/** -pyc-guard\n', 'a/b/m.pyc', 'm.pyc'],
    ['a file by its name', null, '.', ['m.pyc'], 'm.pyc -pyc-guard\n', 'x/m.pyc', 'n.pyc'],
    ['a folder', null, '.', ['a/'], 'a/** -pyc-guard\n', 'a/__pycache__/x', 'b/a.pyc'],
    ['a file with no line end', '*.c text', '.', ['a/**'], '*.c text\na/** -pyc-guard\n', 'a/m.pyc', 'm.pyc'],
    ['CRLF', '*.c text\r\n', '.', ['a/**'], '*.c text\r\na/** -pyc-guard\r\n', 'a/m.pyc', 'm.pyc'],
    ['blanks', null, '.', ['my files/**'], '"my files/**" -pyc-guard\n', 'my files/m.pyc', 'my/m.pyc'],
    [
      'a quote and a backslash',
      null,
      '.',
      ['a "b"/\\*.pyc'],
      '"a \\"b\\"/\\\\*.pyc" -pyc-guard\n',
      'a "b"/*.pyc',
      'a "b"/m.pyc',
    ],
    ['a hash at its start', null, '.', ['#a/*'], '"#a/*" -pyc-guard\n', '#a/m.pyc', 'a/m.pyc'],
    ['Chinese', null, '.', ['目录/**'], '目录/** -pyc-guard\n', '目录/m.pyc', 'm.pyc'],
    ['a name from a sub-folder', null, 'sub', ['m.pyc'], 'sub/**/m.pyc -pyc-guard\n', 'sub/x/m.pyc', 'm.pyc'],
    [
      'a path from a sub-folder',
      null,
      'sub',
      ['a/*.pyc'],
      'sub/a/*.pyc -pyc-guard\n',
      'sub/a/m.pyc',
      'a/m.pyc',
    ],
    ['a folder from a sub-folder', null, 'sub', ['a/'], 'sub/a/** -pyc-guard\n', 'sub/a/x/m.pyc', 'a/m.pyc'],
    ['a path with a dot', null, '.', ['./a/*.pyc'], 'a/*.pyc -pyc-guard\n', 'a/m.pyc', 'b/a/m.pyc'],
    ['a file with a dot', null, '.', ['./m.pyc'], '/m.pyc -pyc-guard\n', 'm.pyc', 'a/m.pyc'],
    ['a path beside', null, 'sub', ['../a/**'], 'a/** -pyc-guard\n', 'a/m.pyc', 'sub/a/m.pyc'],
    ['a file above', null, 'sub', ['../m.pyc'], '/m.pyc -pyc-guard\n', 'm.pyc', 'sub/m.pyc'],
    ['all here', null, 'sub', ['./'], 'sub/** -pyc-guard\n', 'sub/a/m.pyc', 'm.pyc'],
    [
      'two at once',
      null,
      '.',
      ['a/**', 'b/**', 'a/**'],
      'a/** -pyc-guard\nb/** -pyc-guard\n',
      'b/m.pyc',
      'm.pyc',
    ],
  ];

/** Windows has no names with these characters. */
const needsOf = (row: (typeof ROWS)[number]): Need | undefined =>
  /["\\*]/.test(row[5]) ? 'POSIX names' : undefined;

describe('allow writes a pattern that does what it says, once', () => {
  const rows = ROWS.map((row) => ({ name: row[0], row, needs: needsOf(row) }));

  test.each(possible(rows))('$name', ({ row: [, before, from, patterns, after, passes, stopped] }) => {
    const repo = new TestRepo();
    repo.write('sub/m.py');
    if (before !== null) {
      repo.write('.gitattributes', before);
      repo.git('add', '.gitattributes');
    }
    const text = () => Buffer.from(repo.read('.gitattributes'), 'latin1').toString();
    const allow = () => repo.guard(['allow', ...patterns], { cwd: repo.path(from) });

    expect(allow()).toMatchObject({ code: 0, stderr: '' });
    expect(text()).toBe(after);
    expect(allow()).toMatchObject({ code: 0, stderr: '' });
    expect(text()).toBe(after);

    stage(
      repo,
      [passes, stopped].map((path) => Buffer.from(path).toString('latin1')),
    );
    const { findings, summary } = repo.guardJson(['check']);
    expect(summary).toMatchObject({ allowed: 1 });
    expect(findings.map(({ path }: { path: string }) => path)).toEqual([stopped]);
  });
});

describe('a colleague whose clone has only what was committed sees the same as I do', () => {
  const staged = (repo: TestRepo): string => repo.git('diff', '--cached', '--name-only').trim();

  test('allow stages .gitattributes, so the next commit holds it', () => {
    const repo = new TestRepo();
    repo.write('x.pyc');
    expect(repo.guard(['allow', "'x.pyc'"])).toMatchObject({ code: 0, stderr: '' });
    expect(staged(repo)).toBe('.gitattributes');
    expect(repo.git('show', ':.gitattributes')).toBe('x.pyc -pyc-guard\n');
  });

  test('but not with changes of my own in it, which it says', () => {
    const repo = new TestRepo();
    repo.write('.gitattributes', '*.c text\n');
    repo.commitAll();
    repo.write('.gitattributes', '*.c text\n*.h text\n');
    const { warnings } = repo.guardJson(['allow', 'x.pyc']);
    expect(warnings).toMatchObject([{ code: 'not-staged' }]);
    expect(staged(repo)).toBe('');
    repo.git('add', '.gitattributes');
    expect(repo.guardJson(['allow', 'x.pyc'])).toMatchObject({ actions: [], warnings: [] });
  });

  test('a second allow stages what the first could not', () => {
    const repo = new TestRepo();
    repo.write('.gitattributes', 'x.pyc -pyc-guard\n');
    expect(repo.guardJson(['allow', 'x.pyc']).actions).toMatchObject([{ lines: ['x.pyc -pyc-guard'] }]);
    expect(staged(repo)).toBe('.gitattributes');
  });

  test('a dry run stages nothing', () => {
    const repo = new TestRepo();
    repo.guard(['allow', '-n', 'x.pyc']);
    expect(staged(repo)).toBe('');
  });

  const found = (repo: TestRepo): unknown[] =>
    repo.guardJson(['doctor']).findings.filter(({ code }: { code: string }) => code === 'allow-uncommitted');

  test('doctor finds an allowance that is not staged, then one that is not committed', () => {
    const repo = new TestRepo();
    repo.write('x.pyc');
    repo.commitAll();
    repo.write('.gitattributes', 'x.pyc -pyc-guard\n');
    const line = { file: '.gitattributes', line: 1, pattern: 'x.pyc' };
    expect(found(repo)).toMatchObject([{ ...line, severity: 'warning', fix: 'git add .gitattributes' }]);
    repo.git('add', '.gitattributes');
    expect(found(repo)).toMatchObject([{ ...line, severity: 'note' }]);
    repo.commitAll();
    expect(found(repo)).toEqual([]);
  });

  test('doctor names a pattern in another case than the path, where git here overlooks that', () => {
    const repo = new TestRepo();
    repo.write('Tests/x.pyc');
    repo.write('.gitattributes', 'tests/x.pyc -pyc-guard\n');
    repo.commitAll();
    repo.git('config', 'core.ignorecase', 'true');
    expect(found(repo)).toMatchObject([
      { file: '.gitattributes', line: 1, message: expect.stringContaining('Tests/x.pyc') },
    ]);
    repo.git('config', 'core.ignorecase', 'false');
    expect(found(repo)).toEqual([]);
  });
});

describe('allow --remove', () => {
  const NESTED = '*.pyc -pyc-guard\n';
  const TOP = '*.c text\r\na/** -text -pyc-guard eol=lf\r\n"b c/**"\t-pyc-guard\r\n[attr]lost -pyc-guard\r\n';

  /** before, where it is typed, what, the file at the top after it, the file in `sub` after it */
  const REMOVALS: readonly (readonly [string, string, string, string])[] = [
    ['.', 'a/**', TOP.replace(' -pyc-guard eol', ' eol'), NESTED],
    ['sub', 'a/**', TOP.replace(' -pyc-guard eol', ' eol'), NESTED],
    ['.', 'b c/**', TOP.replace('"b c/**"\t-pyc-guard\r\n', ''), NESTED],
    ['.', '[attr]lost', TOP.replace('[attr]lost -pyc-guard\r\n', ''), NESTED],
    ['.', 'sub/**/*.pyc', TOP, ''],
    ['sub', '*.pyc', TOP, ''],
  ];

  test.each(REMOVALS)('in %s, %j leaves every other byte, and stages that', (from, pattern, top, nested) => {
    const repo = new TestRepo();
    repo.git('config', 'core.autocrlf', 'false');
    repo.write('.gitattributes', TOP);
    repo.write('sub/.gitattributes', NESTED);
    repo.commitAll();
    const { actions, exitCode } = repo.guardJson(['allow', '--remove', pattern], { cwd: repo.path(from) });
    expect(exitCode).toBe(0);
    expect(actions).toMatchObject([{ do: 'patch-attributes', removed: true }]);
    expect([repo.read('.gitattributes'), repo.read('sub/.gitattributes')]).toEqual([top, nested]);
    expect([repo.git('show', ':.gitattributes'), repo.git('show', ':sub/.gitattributes')]).toEqual([
      top,
      nested,
    ]);
    expect(repo.git('status', '--porcelain').trim()).toMatch(/^M {2}(?:sub\/)?\.gitattributes$/);
  });

  test('what no line allows is refused, with what there is', () => {
    const repo = new TestRepo();
    repo.write('.gitattributes', 'a/** -pyc-guard\n');
    const { code, stderr } = repo.guard(['allow', '--remove', 'b/**']);
    expect(code).toBe(2);
    expect(stderr).toContain('"b/**"');
    expect(stderr).toContain('hint: Name one of these: a/**');
  });

  test('what doctor prints for unused lines can be pasted in a sub-folder, and leaves no file behind', () => {
    const repo = new TestRepo();
    repo.write('sub/m.py');
    repo.write(
      '.gitattributes',
      '*.txt text\n"old fixtures/**" -pyc-guard\n-n -pyc-guard\nb/** -text -pyc-guard\n',
    );
    repo.commitAll();
    const unused = (): { code: string; fix: string }[] =>
      repo.guardJson(['doctor']).findings.filter(({ code }: { code: string }) => code === 'allow-unused');
    const fixes = unused().map(({ fix }) => fix);
    expect(fixes).toEqual([
      'npx pyc-guard allow --remove "old fixtures/**"',
      'npx pyc-guard allow --remove -- -n',
      'npx pyc-guard allow --remove "b/**"',
    ]);
    for (const fix of fixes) {
      const args = fix.replace('npx pyc-guard ', '').split(/ (?=--|"|-n$)/);
      const ran = repo.guard(
        args.map((arg) => arg.replaceAll('"', '')),
        { cwd: repo.path('sub') },
      );
      expect(ran).toMatchObject({ code: 0, stderr: '' });
    }
    expect(unused()).toEqual([]);
    expect(repo.read('.gitattributes')).toBe('*.txt text\nb/** -text\n');
    expect(repo.git('status', '--porcelain')).toBe('M  .gitattributes\n');
  });
});

test('single quotes that cmd.exe leaves around a pattern are no part of it, for allow and clean --exclude', () => {
  const repo = new TestRepo();
  for (const name of ['tests/a.pyc', 'tests/a.py', 'b.pyc', 'b.py']) repo.write(name);
  const { summary } = repo.guardJson(['clean', '--dry-run', '--exclude', "'tests'"]);
  expect(summary.files).toBe(1);
  expect(repo.guardJson(['allow', "'tests/**'"]).exitCode).toBe(0);
  expect(repo.read('.gitattributes')).toBe('tests/** -pyc-guard\n');
});
