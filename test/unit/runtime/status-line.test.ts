import { expect, test } from '@jest/globals';
import { describe as told } from '../../../src/runtime/status-line.ts';

test.each([
  [500, null, 79, 'reading blobs 500 files (500/s)'],
  [
    25_000,
    100_000,
    99,
    'reading blobs 25% 25,000 of 100,000 files (25,000/s, 3 s left) [######..................]',
  ],
  [25_000, 100_000, 79, 'reading blobs 25% 25,000 of 100,000 files (25,000/s, 3 s left) [####..........]'],
  [25_000, 100_000, 70, 'reading blobs 25% 25,000 of 100,000 files (25,000/s, 3 s left)'],
  [1, 1000, 60, 'reading blobs 0% 1 of 1,000 files (1/s, 16 min 39 s left)'],
  [10, 10, 79, 'reading blobs 100% 10 of 10 files (10/s, 0 s left) [########################]'],
  [0, 10, 60, 'reading blobs 0% 0 of 10 files (0/s) [.....................]'],
])(
  '%d of %s is told as rate and time left, with a bar where %d columns have room',
  (done, total, width, text) => {
    expect(told({ label: 'reading blobs', unit: 'files', done, total }, 1000, width)).toBe(text);
  },
);
