import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { classify } from '../../src/core/classify.ts';
import { nameScan } from '../../src/core/name-scan.ts';
import type { BytePath } from '../../src/types.ts';

/** Every spelling on either side of a border that the scan decides at. */
const NAMES = [
  'a.pyc',
  'a.PYC',
  'a.pyo',
  'dir/a.Pyo',
  'a$py.class',
  'A$PY.CLASS',
  'a.class',
  'a.clasc',
  'pyc',
  '.pyc',
  'x',
  's',
  'apyc',
  'a.pyd',
  'a.pyc.src',
  'a.pyc ',
  '__pycache__/a.nbi',
  '__PYCACHE__/a.b.nbc',
  '__pycache__/a.pyc.123',
  '__pycache__/README',
  'p/__pycache__/README',
  'foo__pycache__/x',
  '__pycache__x/y',
  'under_/score.py',
  'a/__pycache__',
  '\xff\xfe.pyc',
  'line\nbreak.pyc',
  'z.py',
] as BytePath[];

function scan(chunks: readonly Buffer[], tag?: number) {
  const { read, result } = nameScan(tag);
  for (const chunk of chunks) read(chunk);
  return result();
}

const list = (names: readonly string[]): Buffer =>
  Buffer.from(names.map((name) => `${name}\0`).join(''), 'latin1');

function pieces(bytes: Buffer, size: number): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
  return cut;
}

describe('a scan of names', () => {
  const suspects = NAMES.filter((name) => classify(name) !== 'none');

  test.each([1, 2, 7, 64, 1000])('finds what classify finds, in pieces of %i bytes', (size) => {
    expect(scan(pieces(list(NAMES), size))).toEqual({ count: NAMES.length, suspects });
  });

  test.each([1, 5, 1000])('leaves the tag before each name out of the judgement, in pieces of %i', (size) => {
    const tagged = list(NAMES.map((name) => `H ${name}`));
    expect(scan(pieces(tagged, size), 2)).toEqual({
      count: NAMES.length,
      suspects: suspects.map((name) => `H ${name}`),
    });
  });

  test.each([1, 3, 1000])('counts the stages of a conflict once, in pieces of %i bytes', (size) => {
    const names = ['a.py', 'b.pyc', 'b.pyc', 'b.pyc', 'c.pyc', 'd.py', 'd.py', 'dd.py'];
    expect(scan(pieces(list(names), size))).toEqual({ count: 5, suspects: ['b.pyc', 'c.pyc'] });
  });

  test('of nothing is empty', () => {
    expect(scan([])).toEqual({ count: 0, suspects: [] });
  });

  test('fails on a list that was cut off', () => {
    expect(() => scan([Buffer.from('a.py\0b.py')])).toThrow('in the middle');
  });
});
