import path from 'node:path';
import { expect, test } from '@jest/globals';
import { isInside } from '../../../src/model/is-inside.ts';

test.each([
  ['C:\\repo\\.husky', 'C:\\repo', true],
  ['c:\\Repo\\.husky', 'C:\\repo', true],
  ['C:\\repo', 'C:\\repo', true],
  ['C:\\repo\\..hooks', 'C:\\repo', true],
  ['C:\\repo\\.husky', 'C:\\repo\\.git', false],
  ['C:\\repository', 'C:\\repo', false],
  ['D:\\work\\.husky', 'C:\\repo\\.git', false],
  ['\\\\server\\share\\work\\.husky', 'C:\\repo\\.git', false],
])('on Windows %s is inside %s: %s', (file, folder, inside) => {
  expect(isInside(file, folder, path.win32)).toBe(inside);
});

test.each([
  ['/repo/.husky', '/repo', true],
  ['/repo', '/repo', true],
  ['/repo/..hooks', '/repo', true],
  ['/repo/..\\hooks', '/repo', true],
  ['/repository', '/repo', false],
  ['/', '/repo', false],
])('elsewhere %s is inside %s: %s', (file, folder, inside) => {
  expect(isInside(file, folder, path.posix)).toBe(inside);
});
