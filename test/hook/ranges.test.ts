import { describe, expect, test } from '@jest/globals';
import { isBlocked, JUDGES, RANGES } from './ranges.ts';

describe.each(JUDGES)('%s judges by the end of what it is given', (judge) => {
  test.each(RANGES)('$name', ({ make, blocked, blockedAtBranch = blocked }) => {
    expect(isBlocked(judge, make)).toBe(judge === 'reference-transaction' ? blockedAtBranch : blocked);
  });
});
