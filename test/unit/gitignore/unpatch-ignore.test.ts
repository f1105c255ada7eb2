import { expect, test } from '@jest/globals';
import { patchIgnore } from '../../../src/gitignore/patch-ignore.ts';
import { unpatchIgnore } from '../../../src/gitignore/unpatch-ignore.ts';
import { MATRIX } from '../../cases/gitignore/matrix.ts';
import { bytes, latin1 } from '../../helpers/latin1.ts';

const unpatch = (file: string) => {
  const { lines, after } = unpatchIgnore(bytes(file));
  return { lines, after: latin1(after) };
};
const patched = (file: string) => latin1(patchIgnore(bytes(file)).after);

test.each([
  '',
  'a',
  'a\r\nb',
  'a\r\nb\r',
  'a\n',
  '\xef\xbb\xbf',
  '\xef\xbb\xbfa',
  '\xef\xbb\xbf!k.pyc\n',
  'x\xef\xbb\xbf',
])('what is patched into %j is taken out without a trace', (file) => {
  expect(unpatch(patched(file)).after).toBe(file);
});

test.each(MATRIX.map(([file]) => [file]))(
  '%j is again what it was, with its last line end or without',
  (file) => {
    for (const before of [file, file.slice(0, -1)]) expect(unpatch(patched(before)).after).toBe(before);
  },
);

test('lines that stand there by themselves stay', () => {
  const file = '__pycache__/\n*.py[cod]\n\n# Python\n*$py.class\n';
  expect(unpatch(file)).toEqual({ lines: [], after: file });
});

test('what was written above, below and between since then stays', () => {
  expect(unpatch('above\n# Python bytecode (pyc-guard)\n__pycache__/\nbetween\n*.py[cod]\nbelow\n')).toEqual({
    lines: ['__pycache__/'],
    after: 'above\nbetween\n*.py[cod]\nbelow\n',
  });
  expect(unpatch(`${patched('above')}below\n`).after).toBe('above\nbelow\n');
});

test('line ends that an editor has changed do not matter', () => {
  expect(unpatch(patched('a\nb\n').replaceAll('\n', '\r\n')).after).toBe('a\r\nb\r\n');
  expect(unpatch(patched('a\n').trimEnd()).after).toBe('a\n');
});
