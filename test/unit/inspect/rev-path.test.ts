import { expect, test } from '@jest/globals';
import { keepDashes } from '../../../src/cli/arguments.ts';
import { parseRevPath } from '../../../src/inspect/rev-path.ts';

test.each([
  ['HEAD:a/b.pyc', 'HEAD', 'a/b.pyc'],
  ['HEAD~2:a:b.pyc', 'HEAD~2', 'a:b.pyc'],
  ['HEAD^{/fix: this}:a.pyc', 'HEAD^{/fix: this}', 'a.pyc'],
  ['main@{1 day ago}:./a.pyc', 'main@{1 day ago}', './a.pyc'],
  [':a.pyc', ':0', 'a.pyc'],
  [':2:a.pyc', ':2', 'a.pyc'],
  [':7:a.pyc', ':0', '7:a.pyc'],
  ['HEAD:über 🐍.pyc', 'HEAD', 'über 🐍.pyc'],
])('%s names a file in git', (text, rev, path) => {
  expect(parseRevPath(text)).toEqual({ rev, path });
});

test.each(['a.pyc', 'HEAD:', ':', ':/message', '-n:a.pyc', '--all:a', ''])('%j does not', (text) => {
  expect(parseRevPath(text)).toBeNull();
});

test.each([
  [
    ['inspect', '-'],
    ['inspect', '--', '-'],
  ],
  [
    ['inspect', '-', 'a', '--json'],
    ['inspect', 'a', '--json', '--', '-'],
  ],
  [
    ['inspect', '-', '--', 'b'],
    ['inspect', '--', '-', 'b'],
  ],
  [
    ['check', '--files0-from', '-', '--output', '-'],
    ['check', '--files0-from', '-', '--output', '-'],
  ],
  [
    ['inspect', '--', '-'],
    ['inspect', '--', '-'],
  ],
  [
    ['inspect', 'a', '-n'],
    ['inspect', 'a', '-n'],
  ],
])('of %j a lone dash stays a name', (argv, kept) => {
  expect(keepDashes(argv)).toEqual(kept);
});
