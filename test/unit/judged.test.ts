import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FINDING_CODES } from '../../src/model/findings.ts';
import { PROJECT } from '../helpers/scratch.ts';

const [head = '', ...rows] = readFileSync(join(PROJECT, 'test/cases/judged.tsv'), 'utf8').trim().split('\n');

test('each judgement names a repository, a blob, a code, a line, a verdict and a set, and nothing else', () => {
  expect(head.split('\t')).toEqual(['repository', 'object', 'code', 'line', 'verdict', 'set']);
  const form =
    /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+\t[0-9a-f]{40}\t([a-z-]+)\t[0-9]*\t(?:right|wrong|missed)\t(?:tuned on|kept apart|later [1-9])$/;
  const odd = rows.filter((row) => !FINDING_CODES.some((code) => code === form.exec(row)?.[1]));
  expect(odd).toEqual([]);
});

test('nothing is judged twice, and at least thirty repositories are', () => {
  const keys = rows.map((row) => row.split('\t').slice(0, 4).join('\t'));
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(rows.map((row) => row.split('\t')[0])).size).toBeGreaterThanOrEqual(30);
});

test('a repository is in one set', () => {
  const pairs = new Set(rows.map((row) => [row.split('\t')[0], row.split('\t')[5]].join('\t')));
  expect(pairs.size).toBe(new Set(rows.map((row) => row.split('\t')[0])).size);
});
