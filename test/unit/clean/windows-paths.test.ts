import { expect, test } from '@jest/globals';
import { parentOf, steps } from '../../../src/clean/current-folder.ts';
import { isUnreachable } from '../../../src/clean/skip-folder.ts';

test.each([
  ['D:/__pycache__', 'D:/'],
  ['D:/a/b', 'D:/a'],
  ['/a', '/'],
  ['/a/b', '/a'],
  ['//server/share/a', '//server/share'],
])('the folder that %s lies in is %s', (path, parent) => {
  expect(parentOf(path)).toBe(parent);
});

test.each(['/', '//server/share/', 'D:/'])('a long path below %s is entered in steps that fit', (start) => {
  const path = start + Array.from({ length: 400 }, (_, i) => `folder-${i}`).join('/');
  const pieces = steps(path);
  expect(pieces.every((piece) => piece.length < 500)).toBe(true);
  expect(pieces[0]?.startsWith(start)).toBe(true);
  expect(pieces.join('/').replace('//folder', '/folder')).toBe(path);
});

test('names that Windows cannot open are known, on Windows only', () => {
  for (const name of ['a.', 'a ', 'AUX', 'nul.txt', 'com1'])
    expect([name, isUnreachable(name, 'win32'), isUnreachable(name, 'linux')]).toEqual([name, true, false]);
  for (const name of ['a', '.a', 'a.b', 'auxiliary', 'com']) expect(isUnreachable(name, 'win32')).toBe(false);
});
