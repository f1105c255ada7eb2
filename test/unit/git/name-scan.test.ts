import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { nameScan } from '../../../src/git/name-scan.ts';
import type { BytePath } from '../../../src/model/byte-path.ts';
import { classify } from '../../../src/model/classify.ts';

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

function scan(chunks: readonly Buffer[]) {
  const { read, result } = nameScan();
  for (const chunk of chunks) read(chunk);
  return result();
}

const suspectsIn = (chunks: readonly Buffer[]) => {
  const { count, suspects } = scan(chunks);
  return { count, suspects };
};

const list = (names: readonly string[], tag = 'H'): Buffer =>
  Buffer.from(names.map((name) => `${tag} ${name}\0`).join(''), 'latin1');

const tagged = (tag: string, paths: readonly string[]) => paths.map((path) => ({ tag, path }));

function pieces(bytes: Buffer, size: number): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
  return cut;
}

describe('a scan of names', () => {
  const suspects = NAMES.filter((name) => classify(name) !== 'none');

  test.each([1, 2, 7, 64, 1000])('finds what classify finds, in pieces of %i bytes', (size) => {
    expect(suspectsIn(pieces(list(NAMES), size))).toEqual({
      count: NAMES.length,
      suspects: tagged('H', suspects),
    });
  });

  test.each(NAMES)('judges %j as classify does where nothing else is worth a look', (name) => {
    const found = classify(name) === 'none' ? [] : [name];
    expect(suspectsIn([list(['a.py', name, 'z.py'])])).toEqual({ count: 3, suspects: tagged('H', found) });
  });

  test.each(['S', 'h', 's'])('tells the tag %s with the name, and leaves it out of the judgement', (tag) => {
    expect(suspectsIn([list(['a.py', 'b.pyc'], tag)])).toEqual({
      count: 2,
      suspects: tagged(tag, ['b.pyc']),
    });
  });

  test.each(['M', 'm'])('counts the stages of a conflict once (%s), however they come in', (tag) => {
    const conflicts = ['b.pyc', 'b.pyc', 'b.pyc', 'c.py', 'c.py'];
    const bytes = Buffer.concat([list(['a.py']), list(conflicts, tag), list(['c.pyc', 'd.py'])]);
    for (const size of [1, 3, 9, 1000]) {
      expect(suspectsIn(pieces(bytes, size))).toEqual({
        count: 5,
        suspects: [...tagged(tag, ['b.pyc']), ...tagged('H', ['c.pyc'])],
      });
    }
  });

  test.each(['M', 'm'])('counts a list that begins with a conflict (%s)', (tag) => {
    expect(suspectsIn([list(['a.py', 'a.py'], tag)])).toEqual({ count: 1, suspects: [] });
  });

  test('tells apart what is named __pycache__, whose mode decides', () => {
    const names = [
      'a/__pycache__',
      'b/__PYCACHE__',
      'c__pycache__',
      '__pycache__/__pycache__',
      'd/__pycache__x',
    ];
    const { named, suspects: byName } = scan([list(names)]);
    expect(named).toEqual(tagged('H', ['a/__pycache__', 'b/__PYCACHE__']));
    expect(byName).toEqual(tagged('H', ['__pycache__/__pycache__']));
  });

  test('of nothing is empty', () => {
    expect(suspectsIn([])).toEqual({ count: 0, suspects: [] });
  });

  test('fails on a list that was cut off', () => {
    expect(() => scan([Buffer.from('H a.py\0H b.py')])).toThrow('in the middle');
  });
});
