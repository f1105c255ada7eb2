import { expect, test } from '@jest/globals';
import { nearest } from '../../../src/cli/nearest.ts';

const WORDS = ['install', 'uninstall', 'check', 'fix', 'ignore', 'history'];

test.each([
  ['instal', 'install'],
  ['unistall', 'uninstall'],
  ['chekc', 'check'],
  ['CHECK', 'check'],
  ['fx', 'fix'],
  ['hist', 'history'],
  ['status', undefined],
  ['', undefined],
  ['zz', undefined],
])('%j was meant as %j', (typed, meant) => {
  expect(nearest(typed, WORDS)).toBe(meant);
});
