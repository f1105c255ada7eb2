import { describe, expect, test } from '@jest/globals';
import { fromText } from '../../../src/model/byte-path.ts';
import { cacheFile, type Finding } from '../../../src/model/findings.ts';
import { fingerprints } from '../../../src/report/fingerprints.ts';
import { MANY } from '../../helpers/report.ts';

const found = cacheFile(fromText('a.pyc'), 'pyc');
const secret: Finding = { code: 'secret', severity: 'error', path: fromText('a.pyc'), message: 'a key' };

describe('fingerprints', () => {
  test('no two findings of a report share one, even where they look the same', () => {
    const all = fingerprints([...MANY, ...MANY, found, secret, secret]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('one stays the same beside other findings, on another line and under another wording', () => {
    const [alone] = fingerprints([found]);
    expect(fingerprints([...MANY, found]).at(-1)).toBe(alone);
    expect(fingerprints([{ ...found, line: 9, message: 'said otherwise' }])).toEqual([alone]);
  });

  test('one that was published stays what it was', () => {
    expect(fingerprints([found])).toEqual(['2e6894e2631e8beae404e1300e77b637']);
  });
});
