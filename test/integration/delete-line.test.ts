import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { deleteLine, deleteWord } from '../../src/doctor/sed-command.ts';
import { TestRepo } from '../helpers/repo.ts';

/** The file after the command, which is run as it would be pasted. */
function edited(command: string, name: string, content: string): string {
  const repo = new TestRepo();
  repo.write(name, content);
  const { code, stderr } = repo.run('sh', ['-c', command]);
  expect([code, stderr]).toEqual([0, '']);
  return repo.read(name);
}

describe('the command that deletes a line', () => {
  const LINES = [
    '!*.pyc',
    'a.b*c[d]^e$',
    '/top/**/x',
    '\\!literal\\',
    'it\'s $HOME `x` "y"',
    '  indented # text',
    '^start',
    '!ü.pyc',
    '-n',
    '{1,2}(a|b)+?',
    '&',
    '\tp\tq',
    '!*.pyo \t',
  ];
  test.each(LINES)('takes away %j and nothing else', (text) => {
    const rest = LINES.filter((line) => line !== text);
    const file = Buffer.from(`${[...rest, text].join('\n')}\n`).toString('utf8');
    const expected = Buffer.from(`${rest.join('\n')}\n`).toString('latin1');
    expect(edited(deleteLine('-a b/.gitignore', text, LINES.length), '-a b/.gitignore', file)).toBe(expected);
  });

  test('finds it with CR LF, and where other lines have gone before', () => {
    expect(edited(deleteLine('f', '!*.pyc\r', 9), 'f', 'a\r\n!*.pyc\r\nb\r\n')).toBe('a\r\nb\r\n');
  });
});

describe('the command that deletes a word', () => {
  const TABLE: readonly (readonly [string, string])[] = [
    ['a/** -pyc-guard -text\n', 'a/** -text\n'],
    ['a/**  text   -pyc-guard\r\nb -pyc-guard x\n', 'a/**  text  \r\nb -pyc-guard x\n'],
    ['a/** text -pyc-guard-x -pyc-guard\n', 'a/** text -pyc-guard-x\n'],
    ['xa/** text -pyc-guard\n', 'xa/** text -pyc-guard\n'],
  ];
  test.each(TABLE)('%j', (before, expected) => {
    expect(edited(deleteWord('f', 'a/**', '-pyc-guard'), 'f', before)).toBe(expected);
  });
});
