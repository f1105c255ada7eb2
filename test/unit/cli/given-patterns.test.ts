import { expect, test } from '@jest/globals';
import { givenPatterns } from '../../../src/cli/given-patterns.ts';

test.each([
  ["'tests/fixtures/**'", 'win32', 'tests/fixtures/**'],
  ["'tests\\fixtures\\*.pyc'", 'win32', 'tests/fixtures/*.pyc'],
  ['tests\\fixtures\\**', 'win32', 'tests/fixtures/**'],
  ["it's/*.pyc", 'win32', "it's/*.pyc"],
  ["'tests/**'", 'linux', 'tests/**'],
  ['a\\*b', 'linux', 'a\\*b'],
  ["'half", 'linux', "'half"],
] as const)('%s on %s means %s', (given, platform, meant) => {
  expect(givenPatterns([given], platform)).toEqual([meant]);
});

test('words that cmd.exe split inside single quotes are refused, with what to type', () => {
  expect(() => givenPatterns(["'my", "files/**'"], 'win32')).toThrow('double quotes');
});
