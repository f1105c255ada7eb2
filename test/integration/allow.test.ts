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
    if (before !== null) repo.write('.gitattributes', before);
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
