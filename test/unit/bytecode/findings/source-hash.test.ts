import { expect, test } from '@jest/globals';
import { sipHash } from '../../../../src/bytecode/findings/siphash.ts';

const data = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7) & 255));

// importlib.util.source_hash(data).hex() of CPython 3.10 (2-4) and 3.13 (1-3).
test.each([
  [2, 0, 168627567, '8cc0cd2525e7fd27'],
  [2, 1, 168627567, 'b3e34cbf4ae58d2a'],
  [2, 7, 168627567, 'd3baee85c956b3d0'],
  [2, 8, 168627567, '82a06edd474e808f'],
  [2, 9, 168627567, 'a94d91abd4ae486a'],
  [2, 16, 168627567, '6e414513cd15b631'],
  [2, 63, 168627567, '95c2b0dd797219f8'],
  [2, 1000, 168627567, '1692a8b7c6bd20c3'],
  [1, 0, 168627699, '27ec6d312f93b814'],
  [1, 1, 168627699, '05318eeb7e1c37f8'],
  [1, 7, 168627699, 'f959c06604d59a7f'],
  [1, 8, 168627699, 'b7c53035617ed434'],
  [1, 9, 168627699, '4b0bd03642f1f687'],
  [1, 16, 168627699, 'e842583ceac578a1'],
  [1, 63, 168627699, 'd084d9f958387af1'],
  [1, 1000, 168627699, 'acebdf49bce17b79'],
])('SipHash with %i rounds of %i bytes under %i is what Python says', (rounds, length, key, hash) => {
  expect(sipHash(data(length), key, rounds as 1 | 2)).toBe(hash);
});
