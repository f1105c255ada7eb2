import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { findWords } from '../../../../src/bytecode/findings/find-words.ts';
import { isPlainSource, sourceWords } from '../../../../src/bytecode/findings/source-words.ts';
import { random } from '../../../helpers/fake-secrets.ts';

const found = (source: string, ...wanted: string[]) => [...findWords(Buffer.from(source), wanted)];

describe('a word is found in a source', () => {
  test.each([
    ['x = name', 'name'],
    ['name', 'name'],
    ['1name', 'name'],
    ['a.name(b)', 'name'],
    ['# in a comment: name2!', 'name2'],
    ['_', '_'],
  ])('%j has %s', (source, word) => {
    expect(found(source, 'other', word)).toEqual([word]);
  });

  test.each([
    ['names', 'name'],
    ['rename', 'name'],
    ['name_', 'name'],
    ['', 'name'],
    ['caf\u00e9name', 'name'],
    ['name\u00e9', 'name'],
    ['caf\u00e9', 'caf\u00e9'],
    ['12', '12'],
  ])('%j does not show %s', (source, word) => {
    expect(found(source, word)).toEqual([]);
  });
});

test('what is found is always among all words of the source, and in ASCII nothing else is', () => {
  const next = random(7);
  const pick = (letters: string, most: number) =>
    Array.from(
      { length: Math.floor(next() * most) },
      () => letters[Math.floor(next() * letters.length)],
    ).join('');
  for (let round = 0; round < 2000; round += 1) {
    const isAscii = round % 2 === 0;
    const source = Buffer.from(pick(isAscii ? 'ab_1 .\n' : 'ab_1 .\u00e9\u212a\n', 60));
    const wanted = [...new Set(Array.from({ length: 20 }, () => pick('ab_1', 4)))];
    const { words } = sourceWords(source);
    const quick = findWords(source, wanted);
    const all = wanted.filter((word) => words.has(word));
    if (isAscii) expect([...quick].sort()).toEqual(all.sort());
    else expect([...quick].filter((word) => !words.has(word))).toEqual([]);
  }
});

test.each([
  ['x = 1\n', true],
  ['# -*- coding: utf-8 -*-\n', true],
  ['#!/usr/bin/python\n# vim: set fileencoding=utf8 :\n', true],
  ['# coding: utf-16\n', false],
  ['# coding: shift_jis\n', false],
  [`#${' '.repeat(5000)}coding: utf-16\n`, false],
])('whether ASCII stands for itself in %j', (source, expected) => {
  expect(isPlainSource(Buffer.from(source))).toBe(expected);
});
