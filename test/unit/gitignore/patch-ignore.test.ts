import { describe, expect, test } from '@jest/globals';
import { IGNORE_LINES } from '../../../src/gitignore/ignore-lines.ts';
import { patchIgnore } from '../../../src/gitignore/patch-ignore.ts';
import { MATRIX, utf16 } from '../../cases/gitignore/matrix.ts';
import { REAL_FILES } from '../../cases/gitignore/real-files.ts';
import { bytes, latin1 } from '../../helpers/latin1.ts';

const COMMENT = '# Python bytecode (pyc-guard)\n';
const BLOCK = `${COMMENT}__pycache__/\n*.py[cod]\n*$py.class\n`;

const patch = (file: string | null) => {
  const { lines, after, problems } = patchIgnore(file === null ? null : bytes(file));
  const found = problems.map(({ code, line, pattern }) =>
    [code, line, pattern].filter((part) => part !== undefined),
  );
  return { lines, after: latin1(after), found };
};
const linesOf = (letters: string) => IGNORE_LINES.filter((_, i) => letters.includes('cpj'[i] ?? ''));

test.each(MATRIX)('%j lacks, and is warned of, what git says', (file, _ignored, missing, problems) => {
  const result = patchIgnore(bytes(file));
  // Of a file in UTF-16 nothing is changed, whatever it lacks.
  expect(result.lines).toEqual(linesOf(missing));
  expect(result.problems.map(({ code }) => code.replace('ignore-', '')).join()).toBe(problems);
});

test.each(REAL_FILES)('%s gets exactly the lines it lacks', (_name, file, missing) => {
  expect(patch(file).lines).toEqual(linesOf(missing));
  expect(patch(patch(file).after).lines).toEqual([]);
});

describe('the lines go in', () => {
  const placed: readonly (readonly [what: string, before: string | null, after: string])[] = [
    ['a new file', null, BLOCK],
    ['an empty file', '', BLOCK.replace('guard)', 'guard; the file was empty)')],
    ['a file that is only a byte order mark', '\xef\xbb\xbf', `\xef\xbb\xbf${BLOCK}`],
    ['at the end', '*.log\n', `*.log\n${BLOCK}`],
    ['with the line ends of the file', '*.log\r\n', `*.log\r\n${BLOCK.replaceAll('\n', '\r\n')}`],
    [
      'after a last line that had no end',
      '*.log',
      `*.log\n${BLOCK.replace('guard)', 'guard; the line above had no end)')}`,
    ],
    [
      'without giving a last CR a second one',
      'a\r\nb\r\nc\r',
      `a\r\nb\r\nc\r\n${BLOCK.replace('guard)', 'guard; the line above had no end)')}`,
    ],
    ['before an exception', '*.log\n!tests/fixtures/*.pyc\n', `*.log\n${BLOCK}!tests/fixtures/*.pyc\n`],
    ['before an exception and its comment', 'a\n# why\n!keep.pyc\n', `a\n${BLOCK}# why\n!keep.pyc\n`],
    [
      'between a byte order mark and an exception',
      '\xef\xbb\xbf!keep.pyc\n',
      `\xef\xbb\xbf${BLOCK}!keep.pyc\n`,
    ],
    ['before a folder that is kept whole', '*.pyc\n!fixtures/**\n', `*.pyc\n${BLOCK}!fixtures/**\n`],
    ['before a .pyd that is kept', '!lib/*.pyd\n', `${BLOCK}!lib/*.pyd\n`],
    ['at the end of a whitelist', '/*\n!/src/\n!/src/**\n', `/*\n!/src/\n!/src/**\n${BLOCK}`],
    [
      'before the first exception still in force',
      '!a.pyc\n*.pyc\n!b.pyc\n',
      `!a.pyc\n*.pyc\n${BLOCK}!b.pyc\n`,
    ],
    [
      'apart, where some work only further down',
      '!/keep.pyc\n!*/\n',
      `${COMMENT}*.py[cod]\n!/keep.pyc\n!*/\n${COMMENT}__pycache__/\n*$py.class\n`,
    ],
    [
      'behind a half in UTF-16',
      `a\n${utf16('b\r\n')}`,
      `a\n${utf16('b\r\n')}\n${BLOCK.replace('guard)', 'guard; the line above had no end)')}`,
    ],
  ];
  test.each(placed)('%s', (_what, before, after) => {
    expect(patch(before).after).toBe(after);
  });
});

describe('nothing is added', () => {
  test.each([
    '__pycache__\n*.py[codz]\n*.class\n',
    '__pycache__/\n*.pyc\n*.pyo\n*$py.class',
    '\xef\xbb\xbf**/__pycache__/\r\n*.py?  \r\n*$py.class\r\n',
    '__pycache__/\n*.py[cod]\n*$py.class\n!tests/**\n',
    '__pycache__/\n*.py[cod]\n*$py.class\n!*.pyc\n!__pycache__/\n',
    `__pycache__/\n*.py[cod]\n*$py.class\n${utf16('foo\r\n')}`,
    `\xff\xfe${utf16('foo\r\n')}\n__pycache__/\n*.py[cod]\n*$py.class\n`,
    '*\n',
    '*\n!.gitignore\n',
  ])('to %j, and the very bytes come back', (file) => {
    expect(patch(file)).toMatchObject({ lines: [], after: file });
  });

  test('to a file that is UTF-16 from its start, which is reported', () => {
    for (const file of [
      `\xff\xfe${utf16('*.pyc\r\n')}`,
      '\xfe\xff\0*\0.\0p\0y\0c\0\n',
      '\0*\0.\0p\0y\0c\0\n',
    ]) {
      expect(patch(file)).toEqual({ lines: [], after: file, found: [['ignore-unreadable', 1]] });
    }
  });
});

describe('reported is', () => {
  const COVERED = '__pycache__/\n*.py[cod]\n*$py.class\n';
  const reports: readonly (readonly [file: string, ...found: (readonly (string | number)[])[]])[] = [
    [`${COVERED}!*.pyc\n`, ['ignore-negated', 4, '!*.pyc']],
    [`${COVERED}!__pycache__/\n`, ['ignore-negated', 4, '!__pycache__/']],
    [`${COVERED}!*.py*\n`, ['ignore-negated', 4, '!*.py*']],
    [`${COVERED}!tests/__pycache__/keep.pyc\n`, ['ignore-negated', 4, '!tests/__pycache__/keep.pyc']],
    ['!__pycache__/README\n', ['ignore-negated', 1, '!__pycache__/README']],
    [`${COVERED}*.py{c,o}\n# *.py{c,o}\n`, ['ignore-ineffective', 4, '*.py{c,o}']],
    [
      `${COVERED}pycache/\n*.pyc/\n`,
      ['ignore-ineffective', 4, 'pycache/'],
      ['ignore-ineffective', 5, '*.pyc/'],
    ],
    [`${COVERED}caf\xc3\xa9/__pycach__\n`, ['ignore-ineffective', 4, 'caf\u00e9/__pycach__']],
    [`a\nb\n${utf16('c\r\n')}`, ['ignore-unreadable', 3]],
  ];
  test.each(reports)('what is wrong with %j', (file, ...found) => {
    expect(patch(file).found).toEqual(found);
  });

  test.each([
    '!tests/fixtures/*.pyc\n!keep.pyc\n!fixtures/**\n!tests/__pycache__/\n',
    '.pycharm/\n.mypy_cache/\n.pytest_cache/\n.pycache/\nfoo__pycache__/\n*.pyc.bak\nmypyc/\npycairo\nPyCharm\n',
    'Website/__pycache__\n/*.pyc\n/Ball.cpython-310.pyc\n*/__pycache__/*\n*.PYC\nmy code/__pycache__/\n*.pyd\n*.py[iw]\n',
    '*\n!*/\n!*.py\n',
    '*.py\n!README.md\n!src/\n',
  ])('nothing about %j', (file) => {
    expect(patch(file).found).toEqual([]);
  });
});

test('a line number counts in the patched file', () => {
  expect(patch('*.log\n!*.pyo\n').found).toEqual([['ignore-negated', 6, '!*.pyo']]);
});

test('only wanted lines are added', () => {
  expect(latin1(patchIgnore(null, ['*.py[cod]']).after)).toBe(`${COMMENT}*.py[cod]\n`);
});

test('of more exceptions than are looked into, none is undone', () => {
  const text = `${Array.from({ length: 3000 }, (_, i) => `!d${i}/f*\n`).join('')}!fixtures/*.pyc\n`;
  const { after } = patch(text);
  expect(after.indexOf('*.py[cod]\n')).toBeLessThan(after.indexOf('!fixtures/*.pyc\n'));
  expect(patch(after).lines).toEqual([]);
});
