import { expect, test } from '@jest/globals';
import { describe as told } from '../../../src/runtime/progress.ts';

test.each([
  [500, null, 1000, '(500/s) 500'],
  [25_000, 100_000, 1000, '[######..................] 25% (25,000/s, 3 s left) 25,000 of 100,000'],
  [1, 1000, 1000, '[........................] 0% (1/s, 16 min 39 s left) 1 of 1,000'],
  [10, 10, 1000, '[########################] 100% (10/s, 0 s left) 10 of 10'],
  [0, 10, 0, '[........................] 0% (0/s) 0 of 10'],
])('%d of %s after %d ms is told as rate and time left', (done, total, milliseconds, text) => {
  expect(told(done, total, milliseconds)).toBe(text);
});
