import { describe, expect, test } from '@jest/globals';
import { matchPattern } from '../../../src/gitignore/match-pattern.ts';
import { wildPattern } from '../../../src/gitignore/wild-pattern.ts';

// What has many stars is not given to the library, since its time multiplies with each.

const PATTERNS = [
  '*.py[cod]',
  '*$py.class',
  '**/x/*.pyc',
  'a/**/b',
  'a**/x',
  '/a/*',
  'a?c',
  '[!a-c]x',
  '\\*a',
  'a*b*c',
  '**',
];
const PATHS = [
  'a',
  'x',
  'a/b',
  'a/x/b',
  'abc',
  'ac',
  'axbxc',
  'dx',
  '*a',
  'm.pyc',
  'p/x/m.pyc',
  'p/m.pyo',
  'm$py.class',
  'a/b/c/x',
  'ab/x',
];

describe('patterns with wildcards', () => {
  test.each(PATTERNS)('%s matches the same by the library and step by step', (pattern) => {
    expect(PATHS.filter(matchPattern(pattern))).toEqual(PATHS.filter(wildPattern(pattern)));
  });

  test.each([
    [`${'*a'.repeat(12)}*[b]`, 'a'.repeat(255)],
    [`${'**/a/'.repeat(12)}[b]`, `${'a/'.repeat(2000)}a`],
    [`${'[a-z]*'.repeat(20)}[B]`, 'a'.repeat(255)],
  ])('%s is compared to its end although a path nearly matches', (pattern, path) => {
    expect(matchPattern(pattern)(path)).toBe(false);
    expect(matchPattern(pattern)(`${path.slice(0, -1)}${pattern.at(-2)}`)).toBe(true);
  });
});
